package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.rpc.RpcException;
import osmcp.secret.Signed;

/** A person is asked by whichever way the client has, and what he does not clearly agree to is not done. */
@Timeout(60)
class AskedTest {
    private static final Signed KEY = new Signed(new byte[32]);
    private static final String ABLE = "{\"elicitation\":{}}";
    private static final String DELETE = "{\"action\":\"delete\",\"names\":[\"web-03\",\"web-06\"]}";
    private static final String YES = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";

    private static Talk talk(Lab lab, String principal) { return talk(lab, principal, YES); }

    /** @param said to every question, as the result */
    private static Talk talk(Lab lab, String principal, String said) {
        return new Talk(Talk.engine(lab.as("demo"), KEY), principal, answer -> answer.set("result", Lab.json(said)));
    }

    private static int sent(Lab lab) { return lab.cloud.journal().changes(0).size(); }

    private static JsonNode first(Talk talk) { return talk.call("set_instance", DELETE, ABLE, "{}"); }

    private static String said(String answer, JsonNode question) {
        var more = Lab.json("{\"inputResponses\":{\"confirm\":" + answer + "}}");
        return more.set("requestState", question.path("requestState")).toString();
    }

    private static JsonNode again(Talk talk, String answer, JsonNode question) {
        return talk.call("set_instance", DELETE, ABLE, said(answer, question));
    }

    private static int done(JsonNode result) { return result.path("structuredContent").path("done").asInt(); }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-11-05 | {"elicitation":{}}                   | plan
            2025-03-26 | {"elicitation":{}}                   | plan
            2025-06-18 | {}                                   | plan
            2025-06-18 | {"elicitation":{}}                   | question
            2025-06-18 | {"elicitation":{"url":{}}}           | plan
            2025-11-25 | {"elicitation":true}                 | plan
            2025-11-25 | {"elicitation":{"form":{}}}          | question
            2025-11-25 | {"elicitation":{"url":{}}}           | plan
            2025-11-25 | {"elicitation":{"form":{},"url":{}}} | question
            2026-07-28 | {}                                   | plan
            2026-07-28 | {"elicitation":{}}                   | question
            2026-07-28 | {"elicitation":{"form":{}}}          | question
            2026-07-28 | {"elicitation":{"url":{}}}           | plan
            """)
    void whoCanShowAFormIsAskedAndWhoCannotGetsThePlan(String version, String able, String way) throws IOException {
        try (var lab = new Lab()) {
            var talk = talk(lab, "stdio");
            boolean late = version.startsWith("2026");
            var result = late ? talk.call("set_instance", DELETE, able, "{}")
                    : talk.hello(version, able).call("set_instance", DELETE);
            if (way.equals("plan")) {
                assertEquals("needs_confirmation", result.path("structuredContent").path("result").asText(),
                        result.toString());
                assertFalse(result.path("isError").asBoolean());
                assertEquals(0, sent(lab));
                var args = Lab.json(DELETE).set("confirm", result.path("structuredContent").path("confirm")).toString();
                result = late ? talk.call("set_instance", args, able, "{}") : talk.call("set_instance", args);
                assertEquals(0, talk.asked.size());
            } else if (late) {
                assertEquals("input_required", result.path("resultType").asText(), result.toString());
                assertEquals("elicitation/create",
                        result.path("inputRequests").path("confirm").path("method").asText());
                result = again(talk, YES, result);
            } else {
                assertEquals(1, talk.asked.size());
            }
            assertEquals(2, done(result), result.toString());
            assertEquals(2, sent(lab));
        }
    }

    /** In both eras. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"action":"decline"}                                    | declined
            {"action":"cancel"}                                     | without an answer
            {"action":"accept","content":{"confirm":false}}         | declined
            {"action":"accept","content":{"confirm":"true"}}        | declined
            {"action":"accept","content":{"confirm":1}}             | declined
            {"action":"accept","content":{"yes":true}}              | declined
            {"action":"accept","content":{}}                        | declined
            {"action":"accept"}                                     | declined
            {"action":"decline","content":{"confirm":true}}         | declined
            {"action":"yes","content":{"confirm":true}}             | without an answer
            {"content":{"confirm":true}}                            | without an answer
            {}                                                      | without an answer
            """)
    void whatIsNoYesIsANo(String answer, String words) throws IOException {
        try (var lab = new Lab()) {
            var results = new ArrayList<>(List.of(
                    talk(lab, "stdio", answer).hello("2025-06-18", ABLE).call("set_instance", DELETE)));
            var talk = talk(lab, "stdio");
            results.add(again(talk, answer, first(talk)));
            for (var result : results) {
                assertTrue(result.path("isError").asBoolean(), result.toString());
                assertTrue(result.toString().contains(words) && result.toString().contains("nothing was sent"),
                        result.toString());
            }
            assertEquals(0, sent(lab));
        }
    }

    @Test
    void aClientThatFailsToAskHasNotAgreed() throws IOException {
        try (var lab = new Lab()) {
            var result = new Talk(Talk.engine(lab.as("demo"), KEY), "stdio", answer -> {
                answer.putObject("error").put("code", -1).put("message", "no window");
                return answer;
            }).hello("2025-11-25", ABLE).call("set_instance", DELETE);
            assertTrue(result.path("isError").asBoolean() && result.toString().contains("no window"),
                    result.toString());
            assertEquals(0, sent(lab));
        }
    }

    /** Neither what it was asked with alone, nor an answer to nothing, is one. */
    @Test
    void whoBringsNoAnswerIsAskedAgain() throws IOException {
        try (var lab = new Lab()) {
            var talk = talk(lab, "stdio");
            var state = Lab.json("{}").set("requestState", first(talk).path("requestState")).toString();
            for (var more : List.of(state, "{\"inputResponses\":{\"confirm\":" + YES + "}}",
                    "{\"inputResponses\":{},\"requestState\":null}", "{\"inputResponses\":{\"other\":" + YES + "}}")) {
                var result = talk.call("set_instance", DELETE, ABLE, more);
                assertEquals("input_required", result.path("resultType").asText(), more + result);
            }
            assertEquals(0, sent(lab));
        }
    }

    @Test
    void anAnswerCountsOnce() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ofSeconds(20)); // so that they stay as they were shown
            var talk = talk(lab, "stdio");
            var question = first(talk);
            lab.cloud.faults().add("DELETE", "compute", 2, osmcp.cloud.Fault.status(500));
            assertEquals(2, again(talk, YES, question).path("structuredContent").path("failed").asInt());
            var result = again(talk, YES, question);
            assertTrue(result.toString().contains("was used already"), result.toString());
            assertEquals(2, sent(lab));
        }
    }

    @Test
    void anAnswerIsForThisCallByThisCaller() throws IOException {
        try (var lab = new Lab()) {
            var talk = talk(lab, "me");
            var question = first(talk);
            var answers = new ArrayList<JsonNode>();
            answers.add(again(talk(lab, "you"), YES, question));
            answers.add(talk.call("set_instance", DELETE.replace("web-06", "web-01"), ABLE, said(YES, question)));
            answers.add(talk.call("set_instance", DELETE.replace("delete", "terminate"), ABLE, said(YES, question)));
            answers.add(talk.call("set_heat_stack", DELETE, ABLE, said(YES, question)));
            for (var state : List.of("", "x", "x.y", question.path("requestState").asText() + "x")) {
                answers.add(again(talk, YES, Lab.json("{}").put("requestState", state)));
            }
            for (var answer : answers) {
                assertEquals(RpcException.INVALID_PARAMS, answer.path("code").asInt(), answer.toString());
            }
            assertEquals(0, sent(lab));
        }
    }

    /** What a question seals is no token: it is kept by the client, and not shown to the model. */
    @Test
    void theSealOfAQuestionIsNotInWhatTheModelSees() throws IOException {
        try (var lab = new Lab()) {
            var talk = talk(lab, "me");
            var question = first(talk);
            assertFalse(question.path("inputRequests").toString().contains("seal"));
            assertFalse(question.has("structuredContent") || question.has("content"), question.toString());
            assertEquals(0, sent(lab));
        }
    }

    @Test
    void whereAPersonCanBeAskedNoTokenAnswersInstead() throws IOException {
        try (var lab = new Lab()) {
            var talk = talk(lab, "me");
            var plan = talk.call("set_instance", DELETE, "{}", "{}").at("/structuredContent/confirm").asText();
            for (var token : List.of(plan, "made up")) {
                assertFalse(token.isEmpty());
                var asked = talk.call("set_instance", Lab.json(DELETE).put("confirm", token).toString(), ABLE, "{}");
                assertEquals("input_required", asked.path("resultType").asText(), asked.toString());
            }
            assertEquals(0, sent(lab));
        }
    }
}
