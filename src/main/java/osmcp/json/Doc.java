package osmcp.json;

import java.lang.annotation.*;

/**
 * Stands at a record component. In arguments every component carries it; where the name says enough it is bare, and
 * else it says what the name does not. It also holds the fallback and the bounds. In answers {@code detail} marks what
 * is told only when details are asked for.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {
    String value() default "";
    /** Used when the caller leaves the component out, which this makes possible. */
    String or() default "";
    /** Of a list, 1: it must hold something. */
    int min() default Integer.MIN_VALUE;
    int max() default Integer.MAX_VALUE;
    boolean detail() default false;
    /** Fits one thing only, such as a new name. */
    boolean one() default false;
    /** Is explained once for all tools that take it, so that each schema tells its type alone. */
    boolean shared() default false;
    /** Is not to be kept anywhere. */
    boolean secret() default false;
}
