using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>Which changes a rule asks for.</summary>
public sealed class NoticeConditionsTests
{
    private static readonly AgentId Agent = AgentId.New();

    [Fact]
    public void Without_conditions_every_change_is_asked_for()
    {
        Assert.True(new NoticeConditions().FitChange(Change()));
        Assert.True(new NoticeConditions().FitParty(Change(), party: null));
    }

    [Fact]
    public void A_kind_is_one_of_those_that_are_named()
    {
        var asked = new NoticeConditions { Kinds = [ChangeKind.CredentialMade, ChangeKind.TrustChanged] };

        Assert.True(asked.FitChange(Change(kind: ChangeKind.TrustChanged)));
        Assert.False(asked.FitChange(Change()));
    }

    [Theory]
    [InlineData(AttributionGrade.A, "ABCD?")]
    [InlineData(AttributionGrade.B, "BCD?")]
    [InlineData(AttributionGrade.C, "CD?")]
    [InlineData(AttributionGrade.D, "D?")]
    [InlineData(AttributionGrade.Unknown, "?")]
    public void At_most_this_sure_means_less_sure_as_well(AttributionGrade atMost, string expected)
    {
        var fit = Enum.GetValues<AttributionGrade>().Where(grade => new NoticeConditions { AtMostAsSureAs = atMost }.FitChange(Change(grade: grade)));

        Assert.Equal(expected.Order(), fit.Select(g => g == AttributionGrade.Unknown ? '?' : g.ToString()[0]).Order());
    }

    [Fact]
    public void Platform_silence_and_attempts_are_asked_of_the_change()
    {
        Assert.True(new NoticeConditions { Platform = Platform.Aws }.FitChange(Change()));
        Assert.False(new NoticeConditions { Platform = Platform.GitHub }.FitChange(Change()));
        Assert.True(new NoticeConditions { OnlySilent = true }.FitChange(Change(isSilent: true)));
        Assert.False(new NoticeConditions { OnlySilent = true }.FitChange(Change()));
        Assert.True(new NoticeConditions { OnlyAttempts = true }.FitChange(Change(error: "AccessDenied")));
        Assert.False(new NoticeConditions { OnlyAttempts = true }.FitChange(Change()));
    }

    [Fact]
    public void All_that_is_said_has_to_hold()
    {
        var asked = new NoticeConditions { Kinds = [ChangeKind.PermissionGained], OnlyAttempts = true };

        Assert.True(asked.FitChange(Change(error: "AccessDenied")));
        Assert.False(asked.FitChange(Change()));
        Assert.False(asked.FitChange(Change(kind: ChangeKind.PermissionLost, error: "AccessDenied")));
    }

    [Fact]
    public void Risk_environment_and_agent_are_asked_of_one_and_the_same_identity()
    {
        var asked = new NoticeConditions { MinimumRisk = 50, Environment = AgentEnvironment.Production, Agents = [Agent] };

        Assert.True(asked.FitParty(Change(), Party(50, Agent, AgentEnvironment.Production)));
        Assert.False(asked.FitParty(Change(), Party(49, Agent, AgentEnvironment.Production)));
        Assert.False(asked.FitParty(Change(), Party(50, Agent, AgentEnvironment.Staging)));
        Assert.False(asked.FitParty(Change(), Party(50, AgentId.New(), AgentEnvironment.Production)));
        Assert.False(asked.FitParty(Change(), party: null));
    }

    [Fact]
    public void An_identity_without_an_agent_has_no_environment_not_even_an_unknown_one() =>
        Assert.False(new NoticeConditions { Environment = AgentEnvironment.Unknown }.FitParty(Change(), Party(0, agent: null, AgentEnvironment.Unknown)));

    [Fact]
    public void Of_agents_is_what_an_agents_identity_has_a_part_in_or_the_evidence_names_one_for()
    {
        var asked = new NoticeConditions { OnlyOfAgents = true };

        Assert.True(asked.FitParty(Change(), Party(0, Agent, AgentEnvironment.Unknown)));
        Assert.False(asked.FitParty(Change(), Party(0, agent: null, AgentEnvironment.Unknown)));
        Assert.False(asked.FitParty(Change(), party: null));
        Assert.True(asked.FitParty(Change(agent: "Kiro"), party: null));
    }

    private static NoticeParty Party(int risk, AgentId? agent, AgentEnvironment environment) =>
        new(IdentityId.New(), "role", risk, agent, agent is null ? null : "Kiro", environment);

    private static Change Change(
        ChangeKind kind = ChangeKind.PermissionGained, AttributionGrade grade = AttributionGrade.A, string? error = null, bool isSilent = false, string? agent = null) => new()
        {
            Sequence = 1,
            SourceId = SourceId.New(),
            Platform = Platform.Aws,
            EventId = "e",
            At = An.Instant,
            ArrivedAt = An.Instant,
            Kind = kind,
            Name = "AttachRolePolicy",
            Service = "iam",
            Container = "1",
            Grade = grade,
            NamedAgent = agent,
            Error = error,
            IsSilent = isSilent,
            SearchText = string.Empty,
            Digest = string.Empty,
            Raw = "{}",
        };
}
