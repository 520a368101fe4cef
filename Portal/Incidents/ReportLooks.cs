using System.Globalization;
using Portal.Data.Incidents.Reports;

namespace Portal.Incidents;

/// <summary>How reports are said: the same words on the page and in each file.</summary>
internal static class ReportLooks
{
    /// <summary>The columns, in their order.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } = Enum.GetValues<ReportColumn>();

    /// <summary>A column's heading.</summary>
    public static string Name(ReportColumn column) => column switch
    {
        ReportColumn.Observed => "Observed",
        ReportColumn.ClaimedByPerson => "Claimed by a person",
        ReportColumn.ClaimedByAgent => "Claimed by the agent",
        ReportColumn.ControlAbsent => "Control absent",
    };

    /// <summary>A link of the chain.</summary>
    public static string Name(ReportLink link) => link switch
    {
        ReportLink.Human => "Human",
        ReportLink.Session => "Session",
        ReportLink.Agent => "Agent",
        ReportLink.Hop => "Broken hop",
        ReportLink.Action => "Action",
        ReportLink.Permission => "What allowed it",
        ReportLink.Grant => "Who gave that",
        ReportLink.Attestation => "Last attestation",
        ReportLink.Control => "Approval and guardrails",
        ReportLink.Claim => "Statement",
        ReportLink.Range => "Left out",
    };

    /// <summary>An instant as files write it, the same for every reader.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>When an act was, with how often.</summary>
    public static string Time(ReportAct act) => act.Count == 1
        ? Time(act.At)
        : $"{Time(act.At)}, {act.Count.ToString(CultureInfo.InvariantCulture)} times up to {Time(act.Until)}";

    /// <summary>What the report is about, in one line.</summary>
    public static string About(IncidentReport report) =>
        $"{Time(report.From)} to {Time(report.To)}; {(report.Agents.Count == 0 ? "no agent of the register" : string.Join(", ", report.Agents))}; {string.Join(", ", report.Identities)}";

    /// <summary>What every file says of itself.</summary>
    public const string Preface =
        "Each sentence cites the events and other evidence that it rests on. What persons and agents say are claims. "
        + "Grade A is asserted by the platform, B bound by the organization's configuration, C self-declared, D seen in behaviour only; what is unknown is called unknown.";
}
