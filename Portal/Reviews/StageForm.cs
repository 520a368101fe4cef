using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;

namespace Portal.Reviews;

/// <summary>One stage as a form shows it.</summary>
public sealed class StageForm
{
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>By what its reviewers are found.</summary>
    public ReviewerRuleKind Kind { get; set; }

    /// <summary>The people that it names, in order.</summary>
    public IList<(PersonId Id, string Name)> People { get; init; } = [];

    /// <summary>The group that it names, or null.</summary>
    public Guid? Group { get; set; }

    /// <summary>The role that it names.</summary>
    public Role Role { get; set; } = Role.SecurityEngineer;

    /// <summary>Who is asked instead, in order.</summary>
    public IList<ReviewerRule> Fallback { get; init; } = [.. ReviewerRule.UsualFallback];

    /// <summary>How many are asked.</summary>
    public int Asked { get; set; } = 1;

    /// <summary>How many have to vote.</summary>
    public int Quorum { get; set; } = 1;

    /// <summary>How votes count.</summary>
    public VoteStrategy Strategy { get; set; } = VoteStrategy.AnyRevokeRevokes;

    /// <summary>Which outcomes go on.</summary>
    public IList<ReviewItemState> Advances { get; init; } = [ReviewItemState.Attested];

    /// <summary>Whether earlier decisions are shown.</summary>
    public bool ShowsEarlier { get; set; } = true;

    /// <summary>Whether others are needed than in earlier stages.</summary>
    public bool NeedsOthers { get; set; } = true;

    /// <summary>One that there is.</summary>
    public static StageForm Of(ReviewStage stage, StageNames names) => new()
    {
        Name = stage.Name,
        Kind = stage.Rule.Kind,
        People = [.. stage.Rule.People.Select(id => (id, names.People.TryGetValue(id, out var person) ? person.Name : "somebody unknown"))],
        Group = stage.Rule.Group?.Value,
        Role = stage.Rule.Role ?? Role.SecurityEngineer,
        Fallback = [.. stage.Fallback],
        Asked = stage.Asked,
        Quorum = stage.Quorum,
        Strategy = stage.Strategy,
        Advances = [.. stage.Advances],
        ShowsEarlier = stage.ShowsEarlier,
        NeedsOthers = stage.NeedsOthers,
    };

    /// <summary>The stages that forms say.</summary>
    public static IReadOnlyList<ReviewStage> All(IEnumerable<StageForm> forms) => [.. forms.Select(f => f.ToStage())];

    private ReviewStage ToStage() => new()
    {
        Name = Name.Trim(),
        Rule = new(Kind)
        {
            People = Kind == ReviewerRuleKind.People ? [.. People.Select(p => p.Id)] : [],
            Group = Kind == ReviewerRuleKind.Group && Group is { } group ? new DirectoryGroupId(group) : null,
            Role = Kind == ReviewerRuleKind.RoleHolders ? Role : null,
        },
        Fallback = [.. Fallback],
        Asked = Asked,
        Quorum = Quorum,
        Strategy = Strategy,
        Advances = [.. Advances.Order()],
        ShowsEarlier = ShowsEarlier,
        NeedsOthers = NeedsOthers,
    };
}
