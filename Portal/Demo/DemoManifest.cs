using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews;

namespace Portal.Demo;

/// <summary>The table of contents of the demo organization: <c>organization.json</c>.</summary>
/// <param name="Company">Its name.</param>
/// <param name="About">One line about it.</param>
/// <param name="AsOf">The day that the files were written for; the loader moves their times so that it is now.</param>
/// <param name="Source">The source that everything is read into.</param>
/// <param name="People">The file of people.</param>
/// <param name="LeaversGoneAt">When those who left did, in days from <paramref name="AsOf"/>.</param>
/// <param name="Agents">The file of agents.</param>
/// <param name="Review">The file of the closed review.</param>
/// <param name="SimulatedEvents">The file of events to play.</param>
/// <param name="Snapshots">The readings, oldest first.</param>
/// <param name="Events">The event files, oldest first.</param>
/// <param name="Personas">Whom one can sign in as.</param>
internal sealed record DemoManifest(
    string Company,
    string About,
    DateTimeOffset AsOf,
    DemoManifest.SourceEntry Source,
    string People,
    int LeaversGoneAt,
    string Agents,
    string Review,
    string SimulatedEvents,
    IReadOnlyList<DemoManifest.Reading> Snapshots,
    IReadOnlyList<DemoManifest.EventFile> Events,
    IReadOnlyList<PersonaCard> Personas)
{
    /// <summary>The source that everything is read into.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Platform">Its platform.</param>
    internal sealed record SourceEntry(string Name, Platform Platform);

    /// <summary>One reading of the source.</summary>
    /// <param name="DayOffset">When, in days from <see cref="AsOf"/>; 0 or less.</param>
    /// <param name="Files">Its files.</param>
    internal sealed record Reading(int DayOffset, IReadOnlyList<string> Files);

    /// <summary>A file of events.</summary>
    /// <param name="DayOffset">When the last of them has happened, in days from <see cref="AsOf"/>; 0 or less.</param>
    /// <param name="File">The file.</param>
    internal sealed record EventFile(int DayOffset, string File);

    /// <summary>An agent of the register.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Purpose">What it is for.</param>
    /// <param name="Environment">Where it may act.</param>
    /// <param name="Autonomy">How far it acts without a person.</param>
    /// <param name="Owner">Its owner's mail address, or null.</param>
    /// <param name="Sponsor">Its sponsor's mail address, or null.</param>
    /// <param name="Status">Discovered or confirmed.</param>
    /// <param name="Identities">Native ids of its identities.</param>
    internal sealed record AgentEntry(
        string Name,
        string Purpose,
        AgentEnvironment Environment,
        Autonomy Autonomy,
        string? Owner,
        string? Sponsor,
        AgentStatus Status,
        IReadOnlyList<string> Identities);

    /// <summary>The closed review.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="By">Who held it.</param>
    /// <param name="AppliedBy">Who carried the revokes out.</param>
    /// <param name="Filter">Which agents, as the query text of an agent filter.</param>
    /// <param name="Exception">With which words it went on although the newest reading was old.</param>
    /// <param name="Opened">When reviewers were asked.</param>
    /// <param name="Due">Up to when.</param>
    /// <param name="Closed">When decisions ended.</param>
    /// <param name="Decisions">The answers.</param>
    internal sealed record ReviewEntry(
        string Name,
        string By,
        string AppliedBy,
        string Filter,
        string Exception,
        DateTimeOffset Opened,
        DateTimeOffset Due,
        DateTimeOffset Closed,
        IReadOnlyList<DecisionEntry> Decisions);

    /// <summary>One answer of the closed review.</summary>
    /// <param name="Identity">Native id of the identity.</param>
    /// <param name="Kind">What it was given.</param>
    /// <param name="Key">The entitlement's native id.</param>
    /// <param name="Reviewer">Who answered.</param>
    /// <param name="Decision">The answer.</param>
    /// <param name="Justification">Why.</param>
    /// <param name="At">When.</param>
    /// <param name="AppliedAt">When a revoke was carried out, or null.</param>
    internal sealed record DecisionEntry(
        string Identity,
        EntitlementKind Kind,
        string Key,
        string Reviewer,
        DecisionKind Decision,
        string Justification,
        DateTimeOffset At,
        DateTimeOffset? AppliedAt);
}
