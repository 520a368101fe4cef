using System.Text.Json.Nodes;
using CsCheck;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>What holds for every record, whatever a caller writes: no text of its own is better than self-declared, and only AWS's fields give an A.</summary>
public sealed class AttributionLawsTests
{
    private const int Cases = 3000;

    private static readonly string[] Tokens =
    [
        "aws-cli/2.36.7", "m/b,AQ,E,Z", "m/AN", "m/AO,AP,AR,AS,AT,AU,AV,AW", "exec-env/AmazonQ-For-CLI-Version-2.19.2", "exec-env/AmazonQ-For-IDE", "md/awslabs#mcp#aws-api-mcp-server#1.0.2",
        "claude-cli/2.1.4", "claude-code/2.1.280", "kiro/1.0", "agent/pilot", "AI-Agent (name: pilot-fish, version: 2)", "APN/1.0", "Terraform/1.9.0", "Boto3/1.40.12", "ua/2.1", "cfg/AQ",
        "aws-mcp.amazonaws.com", "eks-mcp.amazonaws.com", "bedrock-agentcore.amazonaws.com", "userIdentity.invokedBy", "userIdentity.invokedBy = aws-mcp.amazonaws.com",
        "additionalEventData.CalledViaAWSMCP", "\"invokedBy\":\"aws-mcp.amazonaws.com\"", "onBehalfOf", "CalledViaAWSMCP", "aws:ViaAWSMCPService", "true", "kiro-infra", "lwei@example.com", "AQ", "AN",
    ];

    // Real tokens, pieces of them, and garbage, put together in any way.
    private static readonly Gen<string> Piece = Gen.Frequency(
        (6, Gen.OneOf(Tokens)),
        (3, Gen.Select(Gen.OneOf(Tokens), Gen.Int[0, 20], Gen.Int[0, 20], (token, from, length) => token[Math.Min(from, token.Length)..Math.Min(from + length, token.Length)])),
        (1, Gen.String));

    private static readonly Gen<string> Text = Gen.Select(
        Piece.Array[0, 8], Gen.OneOf(" ", ",", "/", "#", "", "\t", "\n", "(", ")", "[", "]", ";"), (pieces, between) => string.Join(between, pieces));

    [Fact]
    public void A_forged_user_agent_is_never_better_than_self_declared() => Text.Sample(
        userAgent =>
        {
            var read = TrailEvents.Record("s3.amazonaws.com", "DeleteObject").With("userAgent", userAgent).Accepted();

            Assert.True(read.AgentGrade is AttributionGrade.C or AttributionGrade.Unknown);
            Assert.Equal((null, AttributionGrade.Unknown), (read.Initiator, read.InitiatorGrade));
            Assert.Equal(TrailEvents.OperatorRole, read.Actor);
            Assert.Equal(read.AgentGrade is AttributionGrade.C, read.Evidence.Any(line => line.StartsWith("userAgent ", StringComparison.Ordinal)));
            Assert.Equal(read.Agent is null, read.AgentGrade is AttributionGrade.Unknown);
            Assert.False(string.IsNullOrWhiteSpace(read.Agent ?? "none"));
        },
        iter: Cases);

    [Fact]
    public void What_a_caller_can_write_never_gives_an_A() => Gen.Select(Text, Text, Text, Text, Member, Text).Sample(
        (userAgent, session, source, parameter, member, tag) =>
        {
            var identity = TrailEvents.Session(TrailEvents.OperatorRole, session);
            identity["sessionContext"]!["sourceIdentity"] = source;
            var request = new JsonObject
            {
                ["roleArn"] = TrailEvents.OperatorRole,
                [member] = parameter,
                ["userIdentity"] = new JsonObject { ["invokedBy"] = parameter, ["onBehalfOf"] = new JsonObject { ["userId"] = parameter } },
                ["tags"] = new JsonArray(new JsonObject { ["key"] = "ai-agent", ["value"] = tag }),
                ["principalTags"] = new JsonObject { [member] = tag },
            };
            var record = TrailEvents.Record("sts.amazonaws.com", "AssumeRole").With("userAgent", userAgent).With("userIdentity", identity).With("requestParameters", request)
                .With("errorMessage", parameter).With("responseElements", request.DeepClone())
                // Services copy texts of callers into values here, and whole objects whose names somebody else chose.
                .With("additionalEventData", new JsonObject { ["LoginTo"] = parameter, ["UserName"] = source, ["claims"] = new JsonObject { [member] = parameter, ["CalledViaAWSMCP"] = tag } });

            var read = record.Accepted();

            Assert.NotEqual(AttributionGrade.A, read.AgentGrade);
            Assert.NotEqual(AttributionGrade.A, read.InitiatorGrade);
        },
        iter: Cases);

    [Fact]
    public void A_refused_call_binds_nothing_by_its_tags() => Text.Sample(
        tag =>
        {
            var record = TrailEvents.Record("sts.amazonaws.com", "AssumeRole").With("errorCode", "AccessDenied")
                .With("requestParameters", new JsonObject { ["tags"] = new JsonArray(new JsonObject { ["key"] = "ai-agent", ["value"] = tag }) });

            Assert.True(record.Accepted().AgentGrade is AttributionGrade.C or AttributionGrade.Unknown);
        },
        iter: Cases / 10);

    private static Gen<string> Member => Gen.OneOf("invokedBy", "CalledViaAWSMCP", "aws:CalledViaAWSMCP", "aws:ViaAWSMCPService", "onBehalfOf", "sourceIdentity", "additionalEventData", "ai-agent");
}
