using System.Text;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Tests.Platforms.Aws.Signals;

/// <summary>Evidence of agents in exports, and what must not count as any.</summary>
public sealed class AgentSignalsTests
{
    [Theory]
    [InlineData("bedrock-agentcore.amazonaws.com", 90)]
    [InlineData("runtime-identity.bedrock-agentcore.amazonaws.com", 90)]
    [InlineData("bedrock.amazonaws.com", 75)]
    [InlineData("bedrock.amazonaws.com.cn", 75)]
    [InlineData("aidevops.amazonaws.com", 85)]
    public void A_role_that_an_agent_service_may_take_on_is_strong_evidence(string service, int weight)
    {
        var signal = Assert.Single(Of("backend", trust: Trusting($$"""{"Service":"{{service}}"}""")));

        Assert.Equal(("trust.agentService", $"trust policy names {service}", weight), (signal.Rule, signal.Evidence, signal.Weight));
    }

    [Theory]
    [InlineData("lambda.amazonaws.com")]
    [InlineData("bedrocks.amazonaws.com")]
    [InlineData("evil-bedrock.amazonaws.com")]
    [InlineData("sqs.amazonaws.com")]
    public void Other_services_say_nothing(string service) =>
        Assert.Empty(Of("backend", trust: Trusting($$"""{"Service":["{{service}}","ec2.amazonaws.com"]}""")));

    [Fact]
    public void A_denied_service_says_nothing() =>
        Assert.Empty(Of("backend", trust: Trusting("""{"Service":"bedrock.amazonaws.com"}""").Replace("Allow", "Deny", StringComparison.Ordinal)));

    [Theory]
    [InlineData("agent/*", 95)]
    [InlineData("knowledge-base/*", 30)]
    [InlineData("model-customization-job/*", 30)]
    public void What_Bedrock_takes_the_role_on_for_counts(string source, int weight)
    {
        var trust = Trusting(
            """{"Service":"bedrock.amazonaws.com"}""", $$$""","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:bedrock:eu-central-1:111122223333:{{{source}}}"}}""");

        Assert.Equal(weight, Assert.Single(Of("backend", trust: trust)).Weight);
    }

    [Fact]
    public void An_encoded_trust_policy_reads_the_same()
    {
        var trust = $"\"{Uri.EscapeDataString(Trusting("""{"Service":"bedrock-agentcore.amazonaws.com"}"""))}\"";

        Assert.Equal("trust.agentService", Assert.Single(Of("backend", trust: trust)).Rule);
    }

    [Theory]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:oidc-provider/oidc.anthropic.com"}""", "")]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}""", ""","Condition":{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:o/r:environment:copilot"}}""")]
    public void Outside_hosts_of_agents_count(string principal, string rest) =>
        Assert.Equal("trust.agentHost", Assert.Single(Of("deploy", trust: Trusting(principal, rest))).Rule);

    [Theory]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}""")]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF"}""")]
    public void Other_outside_hosts_do_not(string principal) => Assert.Empty(Of("deploy", trust: Trusting(principal)));

    [Theory]
    [InlineData("AmazonBedrockExecutionRoleForAgents_7F3K", "name.bedrockAgent")]
    [InlineData("AgentCore-worker-1", "name.agentCore")]
    [InlineData("AmazonBedrockAgentCoreRuntimeDefault", "name.agentCore")]
    [InlineData("DevOpsAgentRole-AgentSpace-3xj2396z", "name.devOpsAgent")]
    public void Names_that_AWS_gives_to_agents_are_strong_evidence(string name, string rule)
    {
        var signal = Assert.Single(Of(name));

        Assert.Equal(rule, signal.Rule);
        Assert.True(signal.Weight >= 70);
    }

    [Fact]
    public void The_user_of_a_Bedrock_key_is_found_and_a_role_of_that_name_is_not()
    {
        Assert.Equal("name.bedrockApiKey", Assert.Single(Of("BedrockAPIKey-q7zk", IdentityKind.User)).Rule);
        Assert.DoesNotContain(Of("BedrockAPIKey-q7zk"), signal => signal.Rule is "name.bedrockApiKey");
    }

    [Theory]
    [InlineData("kiro-infra", 40)]
    [InlineData("ClaudeCodeDeploy", 35)]
    [InlineData("prod_mcp_server", 35)]
    [InlineData("MyAIAgent-v2", 45)]
    [InlineData("travel-agent-app", 15)]
    public void Whole_words_in_names_are_weak_evidence(string name, int weight)
    {
        var signal = Assert.Single(Of(name));

        Assert.Equal(("name.word", weight), (signal.Rule, signal.Weight));
    }

    [Theory]
    [InlineData("reagent-db")]
    [InlineData("agentur-frankfurt")]
    [InlineData("CloudWatchAgentServerRole")]
    [InlineData("ssm-agent")]
    [InlineData("datadog-agent-eu")]
    [InlineData("build-agents")]
    [InlineData("akirodo")]
    [InlineData("mcpherson-backup")]
    [InlineData("bot-detection")]
    public void Parts_of_words_and_older_agents_are_no_evidence(string name) => Assert.Empty(Of(name));

    [Theory]
    [InlineData("ai-agent", "infra-fixer", true)]
    [InlineData("AgentName", "x", true)]
    [InlineData("mcp", "true", true)]
    [InlineData("type", "ai-agent", true)]
    [InlineData("agent", "false", false)]
    [InlineData("agent", "", false)]
    [InlineData("agenda", "x", false)]
    [InlineData("created-by", "claude", false)]
    [InlineData("team", "agents", false)]
    [InlineData("type", "database", false)]
    public void Tags_count_when_they_say_what_the_identity_is(string key, string value, bool counts) =>
        Assert.Equal(counts, Of("backend", tags: new Dictionary<string, string> { [key] = value }).Any(signal => signal.Rule is "tag.agent"));

    [Fact]
    public void Calling_models_is_weak_evidence()
    {
        var signals = Of("backend", invokesModels: true);

        Assert.Equal(("policy.invokesModels", 20), (signals.Single().Rule, signals.Single().Weight));
    }

    [Fact]
    public void The_strongest_evidence_comes_first_and_all_of_it_adds_up()
    {
        var signals = Of("kiro-infra", trust: Trusting("""{"Service":"bedrock-agentcore.amazonaws.com"}"""), invokesModels: true);

        Assert.Equal([90, 40, 20], signals.Select(signal => signal.Weight));
        Assert.Equal(95, Signal.Confidence(signals));
    }

    private static string Trusting(string principal, string rest = "") =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{{principal}}},"Action":"sts:AssumeRole"{{{rest}}} } }""";

    private static IReadOnlyList<Signal> Of(
        string name, IdentityKind kind = IdentityKind.Role, string trust = "", Dictionary<string, string>? tags = null, bool invokesModels = false)
    {
        var arn = new IamArn("aws", "111122223333", kind is IdentityKind.Role ? "role" : "user", "/", name);
        return AgentSignals.Of(new PrincipalFacts(kind, arn, tags ?? [], [], invokesModels), Encoding.UTF8.GetBytes(trust));
    }
}
