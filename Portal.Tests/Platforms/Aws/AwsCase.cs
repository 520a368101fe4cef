using System.Text;
using System.Text.Json.Nodes;
using Portal.Data.Platforms.Aws.Simulation;

namespace Portal.Tests.Platforms.Aws;

/// <summary>
/// A simulation case, written as a sentence: user alice of account 111111111111 reads an object of a bucket there, unless a test says otherwise.
/// It is answered through the simulator, from its JSON, as people's own files are.
/// </summary>
internal sealed class AwsCase
{
    public const string Alice = "arn:aws:iam::111111111111:user/alice";
    public const string Session = "arn:aws:sts::111111111111:assumed-role/agent/run-1";
    public const string Root = "arn:aws:iam::111111111111:root";
    public const string Object = "arn:aws:s3:::reports/q1.csv";

    private readonly JsonObject _case = [];
    private readonly JsonObject _request = new()
    {
        ["principal"] = Alice,
        ["action"] = "s3:GetObject",
        ["resource"] = new JsonObject { ["resource"] = Object, ["accountId"] = "111111111111" },
    };

    /// <summary>An Allow for everything, as a document.</summary>
    public static string Full => TestHolding.Allow("*");

    public string Decision => Answer()["decision"]?.GetValue<string>() ?? throw new InvalidOperationException(Answer().ToJsonString());

    public JsonObject Json
    {
        get
        {
            var json = _case.DeepClone().AsObject();
            json["id"] = "case";
            if (!json.ContainsKey("steps"))
            {
                json["request"] = _request.DeepClone();
            }
            return json;
        }
    }

    public AwsCase By(string principal)
    {
        _request["principal"] = principal == "anonymous" ? new JsonObject { ["type"] = "Anonymous" } : principal;
        return this;
    }

    public AwsCase To(string action)
    {
        _request["action"] = action;
        return this;
    }

    public AwsCase On(string resource, string account = "111111111111")
    {
        _request["resource"] = new JsonObject { ["resource"] = resource, ["accountId"] = account };
        return this;
    }

    /// <summary>One value makes text, several make a list, none an empty list.</summary>
    public AwsCase When(string key, params string[] values)
    {
        var context = _request["contextVariables"] as JsonObject ?? [];
        context[key] = values.Length == 1 ? values[0] : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        _request["contextVariables"] = context;
        return this;
    }

    public AwsCase Identity(params string[] statements) => Add("identityPolicies", statements);

    public AwsCase IdentityText(string document) => AddText("identityPolicies", document);

    public AwsCase Boundary(params string[] statements) => Add("permissionBoundaryPolicies", statements);

    public AwsCase Endpoint(params string[] statements) => Add("vpcEndpointPolicies", statements);

    public AwsCase ServiceControl(string scope, params string[] documents) => AddLevel("serviceControlPolicies", scope, documents);

    public AwsCase ResourceControl(string scope, params string[] documents) => AddLevel("resourceControlPolicies", scope, documents);

    public AwsCase Resource(params string[] statements)
    {
        _case["resourcePolicy"] = JsonNode.Parse(TestHolding.Document(statements));
        return this;
    }

    public AwsCase SessionPolicy(params string[] statements)
    {
        _case["sessionPolicy"] = JsonNode.Parse(TestHolding.Document(statements));
        return this;
    }

    public AwsCase Management(string account)
    {
        _case["organization"] = new JsonObject { ["managementAccountId"] = account };
        return this;
    }

    public AwsCase BlockPublicAccess()
    {
        _case["additionalSettings"] = JsonNode.Parse("""{"s3":{"blockPublicAccess":true}}""");
        return this;
    }

    public static AwsCase Chain(params AwsCase[] steps)
    {
        var chain = new AwsCase();
        chain._case["steps"] = new JsonArray([.. steps.Select(step =>
        {
            var json = step.Json;
            json.Remove("id");
            return (JsonNode)json;
        })]);
        return chain;
    }

    /// <summary>The simulator's answer, as it writes it.</summary>
    public JsonObject Answer() => JsonNode.Parse(Simulate(Json.ToJsonString()).Output)!.AsObject();

    /// <summary>Runs the simulator over lines.</summary>
    public static (string Output, bool IsWhole) Simulate(string lines)
    {
        using var output = new MemoryStream();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        var isWhole = new AwsSimulator().SimulateLinesAsync(input, output, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return (Encoding.UTF8.GetString(output.ToArray()), isWhole);
    }

    private AwsCase Add(string member, string[] statements) => AddText(member, TestHolding.Document(statements));

    private AwsCase AddText(string member, string document)
    {
        var list = _case[member] as JsonArray ?? [];
        list.Add(new JsonObject { ["name"] = $"{member} {list.Count + 1}", ["policy"] = JsonNode.Parse(document.Replace('\'', '"')) });
        _case[member] = list;
        return this;
    }

    private AwsCase AddLevel(string member, string scope, string[] documents)
    {
        var levels = _case[member] as JsonArray ?? [];
        levels.Add(new JsonObject
        {
            ["orgIdentifier"] = scope,
            ["policies"] = new JsonArray([.. documents.Select((document, i) => (JsonNode)new JsonObject { ["name"] = $"{scope} {i + 1}", ["policy"] = JsonNode.Parse(TestHolding.Document(document)) })]),
        });
        _case[member] = levels;
        return this;
    }
}
