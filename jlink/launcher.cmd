@echo off
rem Starts mcp-openstack-ops: with the Java runtime in this folder, or, in the archive for any system, with a Java 25 or
rem newer of this system. Line ends become those of Windows when this file is copied into the image.
setlocal
for %%i in ("%~dp0..") do set "home=%%~fi"
set JAVA_TOOL_OPTIONS=
set JDK_JAVA_OPTIONS=
set _JAVA_OPTIONS=

set "java=%home%\bin\java.exe"
set start="-XX:AOTCache=%home%\lib\jvm.aot"
if exist "%java%" goto run

set java=
set start=-XX:+IgnoreUnrecognizedVMOptions -p "%home%\lib"
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%i in ('where java 2^>nul') do call :try "%%~dpi.."
for %%f in ("Eclipse Adoptium" Java Microsoft Zulu "Amazon Corretto" BellSoft) do (
    for /d %%i in ("%ProgramFiles%\%%~f\*") do call :try "%%~i"
)
if defined java goto run
echo mcp-openstack-ops: needs a Java 25 or newer; install one, or set JAVA_HOME to it 1>&2
exit /b 2

:run
"%java%" "-Dosmcp.home=%home%" "@%home%\lib\jvm.options" %start% -m osmcp/osmcp.Main %*
exit /b %errorlevel%

rem Takes the folder of a Java if none was taken before and its version is 25 to 99.
:try
if defined java exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.2[5-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%~1\release" >nul 2>nul || exit /b 0
set "java=%~1\bin\java.exe"
exit /b 0
