using System.Text.Json.Nodes;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>Who acted and for whom, and how sure that is.</summary>
public sealed class AttributionTests
{
    private const string Cli = "aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/linux#6.1 lang/python#3.14.3 ";

    [Fact]
    public void The_teaching_example_is_a_bound_human_behind_a_self_declared_agent()
    {
        const string Event = """
            {"eventVersion":"1.11","eventTime":"2025-12-15T03:12:44Z","eventSource":"cloudformation.amazonaws.com","eventName":"DeleteStack",
             "awsRegion":"cn-north-1","sourceIPAddress":"198.51.100.24","readOnly":false,"eventID":"0f1e2d3c-0001-4a5b-9c8d-aa00bb11cc22",
             "userAgent":"aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.14.3 exec-env/AmazonQ-For-CLI-Version-2.19.2 m/b,AQ,E,Z cfg/retry-mode#standard",
             "userIdentity":{"type":"AssumedRole","arn":"arn:aws-cn:sts::111122223333:assumed-role/CostTools-Operator/lwei","accountId":"111122223333",
              "sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws-cn:iam::111122223333:role/CostTools-Operator","userName":"CostTools-Operator"},
               "sourceIdentity":"lwei@example.com","attributes":{"creationDate":"2025-12-15T02:58:01Z","mfaAuthenticated":"true"}}},
             "requestParameters":{"stackName":"costviz-prod"},"responseElements":null}
            """;

        var read = Assert.IsType<ReadEvent.Accepted>(TrailEvents.Read(Event).Single()).Event;

        Assert.Equal(ChangeKind.Destructive, read.Kind);
        Assert.Equal("arn:aws-cn:iam::111122223333:role/CostTools-Operator", read.Actor);
        Assert.Equal(("lwei@example.com", AttributionGrade.B), (read.Initiator, read.InitiatorGrade));
        Assert.Equal(("Kiro CLI", AttributionGrade.C), (read.Agent, read.AgentGrade));
        Assert.Equal(AttributionGrade.C, read.Grade);
        Assert.Equal(new DateTimeOffset(2025, 12, 15, 3, 12, 44, TimeSpan.Zero), read.At);
        Assert.Contains("userAgent m/ = AQ (Kiro CLI)", read.Evidence);
        Assert.Contains("userAgent exec-env = AmazonQ-For-CLI-Version-2.19.2", read.Evidence);
        Assert.Contains("userIdentity.sessionContext.sourceIdentity = lwei@example.com", read.Evidence);
        Assert.Equal(Event, read.Raw);
        Assert.False(read.OnlyOfAgents);
    }

    [Theory]
    [InlineData(Cli + "m/AN", "Claude Code")]
    [InlineData(Cli + "m/b,E,AO,Z", "Gemini CLI")]
    [InlineData(Cli + "m/AV,AN", "Copilot CLI or Claude Code")]
    [InlineData("[" + Cli + "m/E,AN]", "Claude Code")]
    [InlineData(Cli + "exec-env/AmazonQ-For-IDE-Version-1.2", "Amazon Q or Kiro")]
    [InlineData("Boto3/1.40 md/awslabs#mcp#aws-api-mcp-server#1.0.2 ua/2.1", "an agent through the MCP server aws-api-mcp-server")]
    [InlineData("some-tool/1.0 agent/claude-code", "claude-code")]
    [InlineData("tool/2 AI-Agent (name: pilot-fish, version: 2)", "pilot-fish")]
    [InlineData("claude-cli/2.1.4 (external, cli)", "Claude Code")]
    public void A_user_agent_names_an_agent_but_never_better_than_self_declared(string userAgent, string agent)
    {
        var read = TrailEvents.Record("ec2.amazonaws.com", "DescribeInstances").With("readOnly", true).With("userAgent", userAgent).Accepted();

        Assert.Equal((agent, AttributionGrade.C), (read.Agent, read.AgentGrade));
        Assert.Equal(ChangeKind.Activity, read.Kind);
    }

    [Theory]
    [InlineData(Cli + "m/b,E,Z")]
    [InlineData(Cli + "m/ANX,BAN,an")]
    [InlineData(Cli + "cfg/AN")]
    [InlineData("Boto3/1.40 ua/2.1 m/AN,AQ")]
    [InlineData("APN/1.0 HashiCorp/1.0 Terraform/1.9.0 aws-sdk-go-v2/1.30")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64)")]
    [InlineData("CloudWatchAgent/1.2 amazon-ssm-agent/3.3")]
    [InlineData("Agent/7.50.0")]
    [InlineData("tool/1.0 agent/ AI-Agent (name: ) md/awslabs#mcp#")]
    [InlineData("wrapper/1.0 (like aws-cli/2.36.7) m/AN")]
    [InlineData(Cli + "exec-env/AmazonQ-For-CLIENTS")]
    [InlineData("")]
    public void No_mark_means_unknown(string userAgent)
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "DeleteRole", """{"roleName":"old"}""").With("userAgent", userAgent).Accepted();

        Assert.Null(read.Agent);
        Assert.Equal(AttributionGrade.Unknown, read.AgentGrade);
        Assert.Null(read.Initiator);
        Assert.Equal(AttributionGrade.Unknown, read.Grade);
        Assert.Contains("session name = lwei", read.Evidence);
    }

    [Theory]
    [InlineData("aws-mcp.amazonaws.com", "an agent through aws-mcp.amazonaws.com")]
    [InlineData("eks-mcp.amazonaws.com", "an agent through eks-mcp.amazonaws.com")]
    [InlineData("bedrock-agentcore.amazonaws.com", "Amazon Bedrock AgentCore")]
    public void What_AWS_asserts_is_graded_A(string invokedBy, string agent)
    {
        var identity = TrailEvents.Session(TrailEvents.OperatorRole, "x").With("invokedBy", invokedBy);

        var read = TrailEvents.Record("s3.amazonaws.com", "GetObject").With("readOnly", true).With("userIdentity", identity).Accepted();

        Assert.Equal((agent, AttributionGrade.A), (read.Agent, read.AgentGrade));
    }

    [Fact]
    public void The_marker_of_a_managed_MCP_server_also_counts_in_additional_data()
    {
        var read = TrailEvents.Record("s3.amazonaws.com", "DeleteBucket")
            .With("additionalEventData", JsonNode.Parse("""{"invokedBy":"aws-mcp.amazonaws.com"}""")).Accepted();

        Assert.Equal(AttributionGrade.A, read.AgentGrade);
        Assert.Equal(ChangeKind.Destructive, read.Kind);
    }

    [Theory]
    [InlineData("""{"LoginTo":"https://console.aws.amazon.com/?aws-mcp.amazonaws.com"}""")]
    [InlineData("""{"UserName":"aws-mcp.amazonaws.com"}""")]
    [InlineData("""{"claims":{"CalledViaAWSMCP":"aws-mcp.amazonaws.com"}}""")]
    [InlineData("""{"CalledViaAWSMCP":"aws-mcp.amazonaws.com.evil.example"}""")]
    public void A_text_of_the_caller_in_additional_data_is_no_marker(string additional)
    {
        var read = TrailEvents.Record("s3.amazonaws.com", "DeleteBucket").With("additionalEventData", JsonNode.Parse(additional)).Accepted();

        Assert.Equal((null, AttributionGrade.Unknown), (read.Agent, read.AgentGrade));
    }

    [Fact]
    public void A_service_that_acts_for_someone_is_no_agent_by_that_alone()
    {
        var identity = TrailEvents.Session(TrailEvents.OperatorRole, "x").With("invokedBy", "cloudformation.amazonaws.com");

        var read = TrailEvents.Record("ec2.amazonaws.com", "TerminateInstances").With("userIdentity", identity).Accepted();

        Assert.Null(read.Agent);
        Assert.True(read.OnlyOfAgents);
    }

    [Fact]
    public void A_person_behind_Identity_Center_is_asserted_by_AWS()
    {
        var identity = TrailEvents.Session(TrailEvents.OperatorRole, "x")
            .With("onBehalfOf", new JsonObject { ["userId"] = "7a1b-user", ["identityStoreArn"] = "arn:aws:identitystore::111122223333:identitystore/d-1" });

        var read = TrailEvents.Record("iam.amazonaws.com", "DeleteRole", """{"roleName":"old"}""").With("userIdentity", identity).Accepted();

        Assert.Equal(("7a1b-user", AttributionGrade.A), (read.Initiator, read.InitiatorGrade));
    }

    [Fact]
    public void The_session_name_counts_as_the_person_only_where_Identity_Center_writes_it()
    {
        const string Sso = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef";

        var read = TrailEvents.Record("iam.amazonaws.com", "DeleteRole", """{"roleName":"old"}""")
            .With("userIdentity", TrailEvents.Session(Sso, "mara@example.com")).Accepted();

        Assert.Equal(("mara@example.com", AttributionGrade.B), (read.Initiator, read.InitiatorGrade));
    }

    [Theory]
    [InlineData("kiro-infra", "kiro-infra", null)]
    [InlineData("claude.dupont@example.com", null, "claude.dupont@example.com")]
    [InlineData("claude", null, "claude")]
    [InlineData("claude-code", "claude-code", null)]
    [InlineData("kiro.petrov", null, "kiro.petrov")]
    public void A_source_identity_is_a_person_unless_it_names_an_agent(string source, string? agent, string? initiator)
    {
        var identity = TrailEvents.Session(TrailEvents.OperatorRole, "x");
        identity["sessionContext"]!["sourceIdentity"] = source;

        var read = TrailEvents.Record("iam.amazonaws.com", "DeleteRole", """{"roleName":"old"}""").With("userIdentity", identity).Accepted();

        Assert.Equal((agent, initiator), (read.Agent, read.Initiator));
        Assert.Equal(AttributionGrade.B, read.Grade);
    }

    [Fact]
    public void A_session_tag_binds_the_agent()
    {
        var read = TrailEvents.Record(
            "sts.amazonaws.com", "AssumeRole",
            """{"roleArn":"arn:aws:iam::444455556666:role/agents/fixer","roleSessionName":"s","tags":[{"key":"ai-agent","value":"infra-fixer"}]}""").Accepted();

        Assert.Equal(("infra-fixer", AttributionGrade.B), (read.Agent, read.AgentGrade));
        Assert.Equal([new EventSubject(IdentityKind.Role, "444455556666", "fixer", "arn:aws:iam::444455556666:role/agents/fixer")], read.Subjects);
    }

    [Fact]
    public void A_session_tag_of_a_refused_call_is_only_declared()
    {
        var read = TrailEvents.Record("sts.amazonaws.com", "AssumeRole", """{"tags":[{"key":"ai-agent","value":"infra-fixer"}]}""").With("errorCode", "AccessDenied").Accepted();

        Assert.Equal(("infra-fixer", AttributionGrade.C), (read.Agent, read.AgentGrade));
    }

    [Theory]
    [InlineData("principalTags")]
    [InlineData("incomingTransitiveTags")]
    public void A_session_tag_counts_wherever_AWS_records_it(string field)
    {
        var read = TrailEvents.Record("sts.amazonaws.com", "AssumeRoleWithSAML", $$$"""{"{{{field}}}":{"Team":"pay","ai-agent":"infra-fixer"}}""").Accepted();

        Assert.Equal(("infra-fixer", AttributionGrade.B), (read.Agent, read.AgentGrade));
        Assert.Contains($"requestParameters.{field} ai-agent = infra-fixer", read.Evidence);
    }

    [Fact]
    public void A_path_that_imitates_Identity_Center_makes_nobody_of_a_session_name()
    {
        const string Imitation = "arn:aws:iam::111122223333:role/x:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";

        var read = TrailEvents.Record("iam.amazonaws.com", "DeleteRole", """{"roleName":"old"}""")
            .With("userIdentity", TrailEvents.Session(Imitation, "mara@example.com")).Accepted();

        Assert.Equal((null, AttributionGrade.Unknown), (read.Initiator, read.InitiatorGrade));
    }
}
