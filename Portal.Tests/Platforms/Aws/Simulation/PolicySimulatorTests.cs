using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Simulation.Calls;
using Portal.Tests.Platforms.Aws.Reference;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Simulation;

/// <summary>Calls of AWS's own simulator: its members in, its members out, and the decisions of the one evaluator.</summary>
public sealed class PolicySimulatorTests
{
    private const string Alice = "arn:aws:iam::111111111111:user/alice";
    private const string Elsewhere = "arn:aws:sqs:eu-central-1:222222222222:jobs";

    private static readonly string[] NotInCalls = ["sessionPolicy", "vpcEndpointPolicies", "organization", "additionalSettings"];

    [Fact]
    public void An_allowed_call_names_its_statement_and_where_it_stands()
    {
        var result = Custom("""{"PolicyInputList":["{\"Version\":\"2012-10-17\",\n \"Id\":\"ä\", \"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"],"ActionNames":["s3:GetObject"]}""")["EvaluationResults"]![0]!;

        Assert.Equal(
            """{"EvalActionName":"s3:GetObject","EvalResourceName":"*","EvalDecision":"allowed","MatchedStatements":[{"SourcePolicyId":"PolicyInputList.1","SourcePolicyType":"none","StartPosition":{"Line":2,"Column":25},"EndPosition":{"Line":2,"Column":74}}],"MissingContextValues":[]}""",
            result.ToJsonString());
    }

    [Fact]
    public void Every_resource_gets_its_own_result_and_the_strictest_stands_above()
    {
        var call = Call(Allow("s3:*", "arn:aws:s3:::open/*"), Deny("s3:*", "arn:aws:s3:::shut/*"));
        call["ResourceArns"] = new JsonArray("arn:aws:s3:::open/a", "arn:aws:s3:::shut/a", "arn:aws:s3:::other/a");

        var result = Custom(call.ToJsonString())["EvaluationResults"]![0]!;

        Assert.Equal("explicitDeny", result["EvalDecision"]!.GetValue<string>());
        Assert.Null(result["EvalResourceName"]);
        Assert.Equal(["allowed", "explicitDeny", "implicitDeny"], result["ResourceSpecificResults"]!.AsArray().Select(r => r!["EvalResourceDecision"]!.GetValue<string>()));
        Assert.Single(result["MatchedStatements"]!.AsArray());
        Assert.Empty(result["EvalDecisionDetails"]!.AsObject());
    }

    [Fact]
    public void A_key_that_is_not_given_is_absent_and_named()
    {
        var call = Call(Allow("s3:*", "*", "'Condition':{'StringEquals':{'aws:RequestedRegion':'eu-central-1'}}"), Allow("sqs:*", "*", "'Condition':{'Bool':{'aws:SecureTransport':'true'}}"));

        var missing = Custom(call.ToJsonString())["EvaluationResults"]![0]!;
        call["ContextEntries"] = JsonNode.Parse("""[{"ContextKeyName":"aws:requestedregion","ContextKeyValues":["eu-central-1"],"ContextKeyType":"string"}]""");
        var given = Custom(call.ToJsonString())["EvaluationResults"]![0]!;

        Assert.Equal("implicitDeny", missing["EvalDecision"]!.GetValue<string>());
        Assert.Equal(["aws:RequestedRegion"], missing["MissingContextValues"]!.AsArray().Select(key => key!.GetValue<string>()));
        Assert.Equal("allowed", given["EvalDecision"]!.GetValue<string>());
        Assert.Empty(given["MissingContextValues"]!.AsArray());
    }

    [Fact]
    public void A_boundary_and_each_level_of_the_organization_must_allow()
    {
        var call = Call(Allow("s3:* sqs:* sns:*"));
        call["PermissionsBoundaryPolicyInputList"] = new JsonArray(Document(Allow("s3:* sqs:*")));
        call["OrderedOrganizationPolicyInputList"] = new JsonArray(Level(Allow("*")), Level(Allow("s3:* sns:*")));
        call["ActionNames"] = new JsonArray("s3:ListAllMyBuckets", "sqs:ListQueues", "sns:ListTopics");

        var results = Custom(call.ToJsonString())["EvaluationResults"]!.AsArray();

        Assert.Equal(
            [("allowed", true, true), ("implicitDeny", true, false), ("implicitDeny", false, true)],
            results.Select(result => (
                result!["EvalDecision"]!.GetValue<string>(),
                result["PermissionsBoundaryDecisionDetail"]!["AllowedByPermissionsBoundary"]!.GetValue<bool>(),
                result["OrganizationsDecisionDetail"]!["AllowedByOrganizations"]!.GetValue<bool>())));
        Assert.Equal(["PolicyInputList.1", "PermissionsBoundaryPolicyInputList.1"], results[0]!["MatchedStatements"]!.AsArray().Select(s => s!["SourcePolicyId"]!.GetValue<string>()));
    }

    [Fact]
    public void A_resource_of_another_account_must_allow_too_and_each_side_is_told()
    {
        var call = Call(Allow("sqs:*"));
        call["ActionNames"] = new JsonArray("sqs:SendMessage");
        call["ResourceArns"] = new JsonArray(Elsewhere);
        call["CallerArn"] = Alice;

        var alone = Custom(call.ToJsonString())["EvaluationResults"]![0]!;
        call["ResourcePolicy"] = Document("{'Effect':'Allow','Principal':{'AWS':'111111111111'},'Action':'sqs:*','Resource':'*'}");
        var both = Custom(call.ToJsonString())["EvaluationResults"]![0]!;

        Assert.Equal("""{"IAM Policy":"allowed","Resource Policy":"implicitDeny"}""", alone["EvalDecisionDetails"]!.ToJsonString());
        Assert.Equal("implicitDeny", alone["EvalDecision"]!.GetValue<string>());
        Assert.Equal("""{"IAM Policy":"allowed","Resource Policy":"allowed"}""", both["EvalDecisionDetails"]!.ToJsonString());
        Assert.Equal("allowed", both["EvalDecision"]!.GetValue<string>());
        Assert.Equal(["none", "resource"], both["MatchedStatements"]!.AsArray().Select(s => s!["SourcePolicyType"]!.GetValue<string>()));
    }

    /// <summary>"Example: Cross-Account Simulation" of the API reference of SimulatePrincipalPolicy, with its documents made valid.</summary>
    [Fact]
    public void The_details_of_the_documented_cross_account_call_are_those_of_its_documented_answer()
    {
        var call = Call(Allow("sqs:*"));
        call["ActionNames"] = new JsonArray("s3:PutObject");
        call["ResourceArns"] = new JsonArray("arn:aws:s3:::mary/Test");
        call["ResourceOwner"] = "arn:aws:iam::123456789012:root";
        call["CallerArn"] = "arn:aws:iam::444455556666:user/arnav";
        call["PermissionsBoundaryPolicyInputList"] = new JsonArray(Document(Allow("iam:*")));
        call["ResourcePolicy"] = Document("{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::444455556666:user/arnav'},'Action':['s3:List*','s3:Put*'],'Resource':'arn:aws:s3:::mary/*'}");

        var result = Custom(call.ToJsonString())["EvaluationResults"]![0]!;

        const string Documented = """{"IAM Policy":"implicitDeny","Resource Policy":"allowed","Permissions Boundary Policy":"implicitDeny"}""";
        Assert.Equal(Documented, result["EvalDecisionDetails"]!.ToJsonString());
        Assert.Equal(Documented, result["ResourceSpecificResults"]![0]!["EvalDecisionDetails"]!.ToJsonString());
        Assert.Equal("implicitDeny", result["EvalDecision"]!.GetValue<string>());
    }

    [Fact]
    public void Where_the_organization_denies_the_kinds_of_policies_are_not_told()
    {
        var call = Call(Allow("sqs:*"));
        call["ActionNames"] = new JsonArray("sqs:SendMessage");
        call["ResourceArns"] = new JsonArray(Elsewhere);
        call["CallerArn"] = Alice;
        call["OrderedOrganizationPolicyInputList"] = new JsonArray(Level(Allow("s3:*")));

        var result = Custom(call.ToJsonString())["EvaluationResults"]![0]!;

        Assert.False(result["OrganizationsDecisionDetail"]!["AllowedByOrganizations"]!.GetValue<bool>());
        Assert.Null(result["EvalDecisionDetails"]);
        Assert.Null(result["ResourceSpecificResults"]![0]!["EvalDecisionDetails"]);
    }

    [Fact]
    public void Without_a_resource_policy_a_key_is_taken_to_leave_it_to_its_account()
    {
        var call = Call(Allow("kms:*"));
        call["ActionNames"] = new JsonArray("kms:Decrypt");
        call["ResourceArns"] = new JsonArray("arn:aws:kms:eu-central-1:111111111111:key/k-1");
        call["CallerArn"] = Alice;

        var result = Custom(call.ToJsonString())["EvaluationResults"]![0]!;

        Assert.Equal("allowed", result["EvalDecision"]!.GetValue<string>());
        Assert.Single(result["MatchedStatements"]!.AsArray());
    }

    [Fact]
    public void Pages_hold_what_was_asked_for_and_end()
    {
        var call = Call(Allow("s3:*"));
        call["ActionNames"] = new JsonArray([.. Enumerable.Range(0, 7).Select(number => JsonValue.Create($"s3:Action{number}"))]);
        call["MaxItems"] = 3;
        var actions = new List<string>();
        JsonObject answer;
        do
        {
            answer = Custom(call.ToJsonString());
            actions.AddRange(answer["EvaluationResults"]!.AsArray().Select(result => result!["EvalActionName"]!.GetValue<string>()));
            call["Marker"] = answer["Marker"]?.DeepClone();
        }
        while (answer["IsTruncated"]!.GetValue<bool>());

        Assert.Equal(Enumerable.Range(0, 7).Select(number => $"s3:Action{number}"), actions);
        Assert.Null(answer["Marker"]);
    }

    [Theory]
    [InlineData("""[]""", "body", "must be a JSON object")]
    [InlineData("""{}""", "PolicyInputList", "is needed")]
    [InlineData("""{}""", "ActionNames", "is needed")]
    [InlineData("""{"PolicyInputLists":[]}""", "PolicyInputLists", "is not a member")]
    [InlineData("""{"policyInputList":[]}""", "policyInputList", "is not a member")]
    [InlineData("""{"PolicyInputList":"{}"}""", "PolicyInputList", "must be a list")]
    [InlineData("""{"PolicyInputList":[7]}""", "PolicyInputList[0]", "must be a policy document")]
    [InlineData("""{"PolicyInputList":["{"]}""", "PolicyInputList[0]", "is not JSON")]
    [InlineData("""{"PolicyInputList":[{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Permit","Action":"s3:*","Resource":"*"}]}]}""", "PolicyInputList[0].Statement[1].Effect", "is neither Allow nor Deny")]
    [InlineData("""{"PolicyInputList":[{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}]}""", "PolicyInputList[0].Statement[0]", "names a principal")]
    [InlineData("""{"ActionNames":["s3:Get*"]}""", "ActionNames[0]", "no wildcards")]
    [InlineData("""{"ActionNames":["GetObject"]}""", "ActionNames[0]", "a service and an action")]
    [InlineData("""{"ActionNames":[null]}""", "ActionNames", "is needed")]
    [InlineData("""{"ResourceArns":["bucket"]}""", "ResourceArns[0]", "must be an ARN")]
    [InlineData("""{"ResourceOwner":"acme"}""", "ResourceOwner", "arn:aws:iam::111122223333:root")]
    [InlineData("""{"CallerArn":"arn:aws:s3:::bucket"}""", "CallerArn", "a user, a role or a session")]
    [InlineData("""{"ResourcePolicy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}}""", "CallerArn", "is needed beside ResourcePolicy")]
    [InlineData("""{"ContextEntries":[{"ContextKeyName":"a","ContextKeyValues":["x"],"ContextKeyType":"text"}]}""", "ContextEntries[0]", "has no type")]
    [InlineData("""{"ContextEntries":[{"ContextKeyName":"a","ContextKeyValues":["x"],"ContextKeyType":"numeric"}]}""", "ContextEntries[0]", "a number")]
    [InlineData("""{"ContextEntries":[{"ContextKeyName":"a","ContextKeyValues":["1","2"],"ContextKeyType":"numeric"}]}""", "ContextEntries[0]", "numericList")]
    [InlineData("""{"ContextEntries":[{"ContextKeyValues":["x"]}]}""", "ContextEntries[0]", "needs ContextKeyName")]
    [InlineData("""{"ContextEntries":[{"ContextKeyName":"a","ContextKeyValues":["x"]},{"ContextKeyName":"A","ContextKeyValues":["y"]}]}""", "ContextEntries[1]", "a second time")]
    [InlineData("""{"ContextEntries":[{"KeyName":"a"}]}""", "ContextEntries[0].KeyName", "is not a member here")]
    [InlineData("""{"ResourceHandlingOption":"EC2"}""", "ResourceHandlingOption", "must be one of")]
    [InlineData("""{"ResourceHandlingOption":"EC2-Classic-EBS","ResourceArns":["arn:aws:ec2:eu-central-1:1:instance/*"]}""", "ResourceHandlingOption", "image, security-group, volume")]
    [InlineData("""{"MaxItems":1001}""", "MaxItems", "from 1 to 1000")]
    [InlineData("""{"Marker":"next","ActionNames":["s3:GetObject"]}""", "Marker", "of the answer before")]
    [InlineData("""{"Marker":"5","ActionNames":["s3:GetObject"]}""", "Marker", "behind the last action")]
    [InlineData("""{"MaxItems":1,"MaxItems":2}""", "MaxItems", "stands there twice")]
    [InlineData("""{"PolicySourceArn":"x"}""", "PolicySourceArn", "is not a member of a call of SimulateCustomPolicy")]
    [InlineData("""{"CallerArn":"\ud800"}""", "body", "not valid Unicode")]
    public void A_call_that_makes_no_sense_says_where_and_what_to_do(string call, string place, string error)
    {
        var errors = Simulator.Custom(JsonDocument.Parse(call).RootElement).Errors;

        Assert.Contains(error, Assert.Contains(place, errors)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ActionNames":["s3:GetObject"]}""", "PolicySourceArn", "is needed")]
    [InlineData("""{"PolicySourceArn":"arn:aws:iam::111111111111:group/g","ActionNames":["s3:GetObject"]}""", "PolicySourceArn", "is a group")]
    [InlineData("""{"PolicySourceArn":"arn:aws:iam::111111111111:role/none","ActionNames":["s3:GetObject"]}""", "PolicySourceArn", "no user or role of the inventory")]
    [InlineData("""{"OrderedOrganizationPolicyInputList":[]}""", "OrderedOrganizationPolicyInputList", "is not a member")]
    [InlineData("""{"PolicyExclusionList":[{}]}""", "PolicyExclusionList[0]", "exactly one of")]
    [InlineData("""{"PolicyExclusionList":[{"PolicyType":"managed"}]}""", "PolicyExclusionList[0].PolicyType", "aws-managed")]
    [InlineData("""{"PolicyExclusionList":[{"InlinePolicyIdentifier":{"PolicyName":"p"}}]}""", "PolicyExclusionList[0].InlinePolicyIdentifier", "AttachmentType")]
    public async Task A_call_about_a_principal_that_makes_no_sense_says_so_too(string call, string place, string error)
    {
        var simulation = await Simulator.PrincipalAsync(JsonDocument.Parse(call).RootElement, _ => Task.FromResult<Holding?>(null));

        Assert.Null(simulation.Answer);
        Assert.Contains(error, Assert.Contains(place, simulation.Errors)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_principal_has_its_policies_groups_boundary_and_organization()
    {
        var holding = new TestHolding().As(Alice).With("storage", Allow("s3:*")).WithGroup("team", "queues", Allow("sqs:*")).WithText("own", Document(Allow("sns:*")))
            .Limited(LimitKind.Boundary, Alice, "boundary", Allow("s3:* sqs:*"))
            .Limited(LimitKind.ServiceControlPolicy, "r-1", "no-deletes", Allow("*"), Deny("s3:Delete*"))
            .Build();

        var answer = await PrincipalAsync(holding, "s3:ListAllMyBuckets", "sqs:ListQueues", "sns:ListTopics", "s3:DeleteObject");

        Assert.Equal(
            [("allowed", "storage:user-managed"), ("allowed", "queues:group"), ("implicitDeny", ""), ("explicitDeny", "no-deletes:none")],
            answer["EvaluationResults"]!.AsArray().Select(result => (
                result!["EvalDecision"]!.GetValue<string>(),
                result["MatchedStatements"]!.AsArray().FirstOrDefault() is { } first ? $"{first["SourcePolicyId"]}:{first["SourcePolicyType"]}" : "")));
        Assert.False(answer.ContainsKey("NotModelled"));
    }

    [Fact]
    public async Task What_is_left_out_or_put_in_place_of_the_boundary_counts()
    {
        var holding = new TestHolding().As(Alice).With("storage", Allow("s3:*")).WithText("own", Document(Allow("sns:*")))
            .Limited(LimitKind.Boundary, Alice, "boundary", Allow("s3:*")).InManagementAccount().Build();
        async Task<string> DecisionAsync(string action, string more) =>
            (await PrincipalAsync(holding, JsonNode.Parse(more)!.AsObject(), action))["EvaluationResults"]![0]!["EvalDecision"]!.GetValue<string>();

        Assert.Equal("allowed", await DecisionAsync("s3:ListAllMyBuckets", "{}"));
        Assert.Equal("implicitDeny", await DecisionAsync("s3:ListAllMyBuckets", """{"PolicyExclusionList":[{"PolicyArn":"arn:aws:iam::111111111111:policy/storage"}]}"""));
        Assert.Equal("implicitDeny", await DecisionAsync("s3:ListAllMyBuckets", """{"PolicyExclusionList":[{"PolicyType":"user-managed"}]}"""));
        Assert.Equal("implicitDeny", await DecisionAsync("sns:ListTopics", "{}"));
        Assert.Equal("allowed", await DecisionAsync("sns:ListTopics", """{"PolicyExclusionList":[{"PolicyType":"permission-boundary"}]}"""));
        Assert.Equal("implicitDeny", await DecisionAsync("sns:ListTopics", """{"PolicyExclusionList":[{"PolicyType":"permission-boundary"},{"InlinePolicyIdentifier":{"PolicyName":"own","AttachmentType":"user","AttachmentName":"alice"}}]}"""));
        Assert.Equal("allowed", await DecisionAsync("sns:ListTopics", $$"""{"PermissionsBoundaryPolicyInputList":[{{Document(Allow("sns:*"))}}]}"""));
    }

    [Fact]
    public async Task What_is_unknown_is_never_allowed_and_is_told()
    {
        var holding = new TestHolding().With("storage", Allow("s3:*")).WithText("unseen", text: null).LimitedByText(LimitKind.Boundary, Role, "lost", text: null).InManagementAccount().Build();

        var answer = await PrincipalAsync(holding, JsonNode.Parse("""{"PolicyExclusionList":[{"PolicyType":"scp"}]}""")!.AsObject(), "s3:ListAllMyBuckets");

        Assert.Equal("implicitDeny", answer["EvaluationResults"]![0]!["EvalDecision"]!.GetValue<string>());
        var notes = string.Join('\n', answer["NotModelled"]!.AsArray().Select(note => note!.GetValue<string>()));
        Assert.Contains("policy unseen", notes, StringComparison.Ordinal);
        Assert.Contains("limit lost", notes, StringComparison.Ordinal);
        Assert.Contains("leaves out nothing that is known here by scp", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_calls_are_decided_as_the_slow_evaluator_decides_them()
    {
        var compared = 0;
        foreach (var json in RandomCases.First(6_000, seed: 11).Where(HasACall))
        {
            var expected = SlowEvaluator.Decide(CompletedBy(json)) switch { "Allowed" => "allowed", "ExplicitlyDenied" => "explicitDeny", _ => "implicitDeny" };
            var result = Custom(CallOf(json).ToJsonString())["EvaluationResults"]![0]!;

            Assert.True(expected == result["EvalDecision"]!.GetValue<string>(), $"{CallOf(json).ToJsonString()}\n{expected}\n{result.ToJsonString()}");
            compared++;
        }

        Assert.True(compared > 500, $"Only {compared} cases are calls.");
    }

    private static AwsPolicySimulator Simulator => new(new CompiledPolicies(100));

    private static JsonObject Custom(string call)
    {
        var simulation = Simulator.Custom(JsonDocument.Parse(call).RootElement);
        Assert.Empty(simulation.Errors);
        return JsonNode.Parse(simulation.Answer!.Value.GetRawText())!.AsObject();
    }

    private static Task<JsonObject> PrincipalAsync(Holding holding, params string[] actions) => PrincipalAsync(holding, [], actions);

    private static async Task<JsonObject> PrincipalAsync(Holding holding, JsonObject more, params string[] actions)
    {
        more["PolicySourceArn"] = holding.NativeId;
        more["ActionNames"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]);
        var simulation = await Simulator.PrincipalAsync(
            JsonDocument.Parse(more.ToJsonString()).RootElement, nativeId => Task.FromResult(nativeId == holding.NativeId ? holding : null));
        Assert.Empty(simulation.Errors);
        return JsonNode.Parse(simulation.Answer!.Value.GetRawText())!.AsObject();
    }

    private static JsonObject Call(params string[] statements) => new() { ["PolicyInputList"] = new JsonArray(Document(statements)), ["ActionNames"] = new JsonArray("s3:GetObject") };

    private static JsonObject Level(params string[] statements) => new() { ["ServiceControlPolicyInputList"] = new JsonArray(Document(statements)) };

    /// <summary>A call knows users, roles and sessions, and fewer kinds of policies than a case.</summary>
    private static bool HasACall(JsonObject json) =>
        json["request"]!["principal"] is JsonValue principal && principal.GetValue<string>() is var arn
        && (arn.Contains(":user/", StringComparison.Ordinal) || arn.Contains(":role/agent", StringComparison.Ordinal) || arn.Contains(":assumed-role/", StringComparison.Ordinal))
        && json["resourceControlPolicies"]!.AsArray().Count == 0
        && !NotInCalls.Any(json.ContainsKey);

    private static JsonObject CallOf(JsonObject json)
    {
        var request = json["request"]!;
        var call = new JsonObject
        {
            ["PolicyInputList"] = Documents(json["identityPolicies"]!),
            ["ActionNames"] = new JsonArray(request["action"]!.DeepClone()),
            ["ResourceArns"] = new JsonArray(request["resource"]!["resource"]!.DeepClone()),
            ["ResourceOwner"] = $"arn:aws:iam::{request["resource"]!["accountId"]}:root",
            ["CallerArn"] = request["principal"]!.DeepClone(),
            ["ResourcePolicy"] = json["resourcePolicy"]?.DeepClone(),
            ["ContextEntries"] = new JsonArray([.. request["contextVariables"]!.AsObject().Select(pair => new JsonObject
            {
                ["ContextKeyName"] = pair.Key,
                ["ContextKeyValues"] = pair.Value is JsonArray ? pair.Value.DeepClone() : new JsonArray(pair.Value!.DeepClone()),
            })]),
            ["OrderedOrganizationPolicyInputList"] = new JsonArray([.. json["serviceControlPolicies"]!.AsArray().Select(level => new JsonObject { ["ServiceControlPolicyInputList"] = Documents(level!["policies"]!) })]),
        };
        if (json["permissionBoundaryPolicies"] is { } boundary)
        {
            call["PermissionsBoundaryPolicyInputList"] = Documents(boundary);
        }
        return call;
    }

    private static JsonArray Documents(JsonNode policies) => [.. policies.AsArray().Select(policy => policy!["policy"]!.DeepClone())];

    /// <summary>The case with what a call leaves unsaid: who calls, and that keys and roles leave it to their account.</summary>
    private static JsonObject CompletedBy(JsonObject json)
    {
        var whole = json.DeepClone().AsObject();
        var (principal, resource) = (whole["request"]!["principal"]!.GetValue<string>(), whole["request"]!["resource"]!);
        var context = whole["request"]!["contextVariables"]!.AsObject();
        // A resource's own ARN says whose it is, whatever the case says.
        var account = resource["resource"]!.GetValue<string>().Split(':') is [_, _, _, _, { Length: > 0 } named, ..] ? named : resource["accountId"]!.GetValue<string>();
        resource["accountId"] = account;
        void Say(string key, string value)
        {
            if (!context.Any(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
            {
                context[key] = value;
            }
        }
        Say("aws:PrincipalArn", principal.Contains(":assumed-role/", StringComparison.Ordinal) ? "arn:aws:iam::111111111111:role/agent" : principal);
        Say("aws:PrincipalAccount", "111111111111");
        if (principal.Contains(":user/", StringComparison.Ordinal))
        {
            Say("aws:username", principal[(principal.LastIndexOf('/') + 1)..]);
        }
        var action = whole["request"]!["action"]!.GetValue<string>();
        if (!whole.ContainsKey("resourcePolicy") && account == "111111111111" && action is "kms:Decrypt" or "kms:RetireGrant" or "sts:AssumeRole")
        {
            whole["resourcePolicy"] = JsonNode.Parse(Document("{'Effect':'Allow','Principal':{'AWS':'111111111111'},'Action':'*','Resource':'*'}"));
        }
        return whole;
    }
}
