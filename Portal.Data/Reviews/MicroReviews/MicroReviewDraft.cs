using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>What a rule is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">What sets it off.</param>
/// <param name="Threshold">The risk or the days that it takes; null where the trigger needs no number.</param>
/// <param name="Filter">Whose access, as the query text of an <see cref="AgentFilter"/>.</param>
/// <param name="DueDays">How many days reviewers have.</param>
/// <param name="GatherMinutes">How long the first waits for more to join it, in minutes.</param>
/// <param name="Owner">Who answers for its reviews; null is the person who saves it.</param>
/// <param name="IsActive">Whether it opens reviews.</param>
public sealed record MicroReviewDraft(
    string Name, MicroReviewTrigger Trigger, int? Threshold, string Filter, int DueDays, int GatherMinutes, PersonId? Owner, bool IsActive)
{
    // All that is read, so that a misspelt limit is refused instead of covering everything.
    private static readonly string[] FilterNames = ["q", "platform", "status", "owner", "handover", "environment", "risk", "sort"];

    /// <summary>A draft in which little is said yet.</summary>
    public static MicroReviewDraft Empty { get; } = new(string.Empty, MicroReviewTrigger.PrivilegedAdded, null, string.Empty, DueDays: 3, GatherMinutes: 15, null, IsActive: true);

    /// <summary>Whether a trigger needs a number.</summary>
    public static bool NeedsThreshold(MicroReviewTrigger trigger) => trigger is MicroReviewTrigger.RiskReached or MicroReviewTrigger.Dormant;

    /// <summary>The filter as it is kept.</summary>
    internal string PlainFilter => (AgentFilter.Parse(Filter) with { Order = AgentFilter.DefaultOrder }).ToQuery();

    /// <summary>What makes no sense of what sets it off, by field.</summary>
    internal Dictionary<string, string[]> CheckTrigger()
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!Enum.IsDefined(Trigger))
        {
            problems["trigger"] = ["Say privilegedAdded, beyondAttested, riskReached, ownerLeft or dormant."];
        }
        var most = Trigger == MicroReviewTrigger.RiskReached ? MicroReviewRule.MostRisk : MicroReviewRule.MostDays;
        if (NeedsThreshold(Trigger) && Threshold is null)
        {
            problems["threshold"] = [Trigger == MicroReviewTrigger.RiskReached ? "Say which risk it takes." : "Say how many days it takes."];
        }
        else if (NeedsThreshold(Trigger) && (Threshold < 1 || Threshold > most))
        {
            problems["threshold"] = [$"Say a whole number from 1 to {most}."];
        }
        else if (!NeedsThreshold(Trigger) && Threshold is not null)
        {
            problems["threshold"] = ["A number goes with riskReached and dormant only."];
        }
        var query = new QueryReader(Filter);
        _ = AgentFilter.Parse(query);
        string[] wrong =
        [
            .. query.Errors.Select(e => $"{e.Key} {string.Join(' ', e.Value)}"),
            .. query.Names.Except(FilterNames, StringComparer.OrdinalIgnoreCase).Select(name => $"{name} is nothing that agents are chosen by."),
        ];
        if (wrong.Length > 0)
        {
            problems["filter"] = wrong;
        }
        return problems;
    }

    /// <summary>What makes no sense, by field.</summary>
    internal Dictionary<string, string[]> Check()
    {
        var problems = CheckTrigger();
        if (Name.Trim().Length is 0 or > MicroReviewRule.NameLength)
        {
            problems["name"] = [$"Give it a name of 1 to {MicroReviewRule.NameLength} characters."];
        }
        if (DueDays is < 1 or > MicroReviewRule.MostDueDays)
        {
            problems["dueDays"] = [$"Give reviewers 1 to {MicroReviewRule.MostDueDays} days."];
        }
        if (GatherMinutes is < 0 or > MicroReviewRule.MostGatherMinutes)
        {
            problems["gatherMinutes"] = [$"Wait for 0 to {MicroReviewRule.MostGatherMinutes} minutes."];
        }
        return problems;
    }
}
