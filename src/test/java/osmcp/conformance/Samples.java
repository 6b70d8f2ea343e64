package osmcp.conformance;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.Reply.Question;

/** What the fixtures consist of: JSON in which the quotation marks are single ones. */
final class Samples {
    /** A red dot. */
    static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5E"
            + "rkJggg==";
    static final String TEXT = "{'type':'text','text':'This is a simple text.'}";
    static final String IMAGE = "{'type':'image','mimeType':'image/png','data':'" + PNG + "'}";
    /** Without a sample, it lasts no time. */
    static final String AUDIO = "{'type':'audio','mimeType':'audio/wav','data':"
            + "'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA='}";
    static final String EMBEDDED = "{'type':'resource','resource':{'uri':'test://embedded','mimeType':'text/plain',"
            + "'text':'It is embedded.'}}";

    static final String DEFAULTS = """
            {'name':{'type':'string','default':'John Doe'},
             'age':{'type':'integer','default':30},
             'score':{'type':'number','default':95.5},
             'status':{'type':'string','enum':['active','inactive','pending'],'default':'active'},
             'verified':{'type':'boolean','default':true}}""";
    static final String CHOICES = """
            {'untitledSingle':{'type':'string','enum':['a','b','c']},
             'titledSingle':{'type':'string','oneOf':[{'const':'a','title':'First'},{'const':'b','title':'Second'}]},
             'legacyEnum':{'type':'string','enum':['a','b','c'],'enumNames':['First','Second','Third']},
             'untitledMulti':{'type':'array','items':{'type':'string','enum':['a','b','c']}},
             'titledMulti':{'type':'array','items':{'anyOf':[
                 {'const':'a','title':'First'},{'const':'b','title':'Second'}]}}}""";
    static final String SCHEMA = """
            {'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',
             '$defs':{'address':{'$anchor':'addressDef','type':'object',
                 'properties':{'street':{'type':'string'},'city':{'type':'string'}}}},
             'properties':{'name':{'type':'string'},'address':{'$ref':'#/$defs/address'},
                 'contactMethod':{'type':'string','enum':['phone','email']},
                 'phone':{'type':'string'},'email':{'type':'string'}},
             'allOf':[{'anyOf':[{'required':['phone']},{'required':['email']}]}],
             'if':{'properties':{'contactMethod':{'const':'phone'}},'required':['contactMethod']},
             'then':{'required':['phone']},'else':{'required':['email']},'additionalProperties':false}""";

    private Samples() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static Question form(String message, String properties) {
        var params = Json.object().put("mode", "form").put("message", message);
        params.putObject("requestedSchema").put("type", "object").set("properties", json(properties));
        return new Question("elicitation/create", params);
    }

    static Question sampling(String text) {
        return new Question("sampling/createMessage", json("{'messages':[{'role':'user','content':"
                + "{'type':'text','text':'" + text + "'}}],'maxTokens':100}"));
    }
}
