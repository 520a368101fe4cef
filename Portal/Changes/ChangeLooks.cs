using Portal.Data.Changes;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>How changes are said and shown: the same words on every page.</summary>
internal static class ChangeLooks
{
    /// <summary>By how much a risk moved, with its sign.</summary>
    public static string Delta(int delta) => $"risk {(delta < 0 ? "−" : "+")}{Math.Abs(delta)}";

    /// <summary>What a change is called: what the platform calls it, and whether it was only tried.</summary>
    public static string Title(ChangeRow change) => change.Error is null ? change.Name : $"{change.Name} (tried)";

    /// <summary>What the changes of one session are called together.</summary>
    public static string Title(ChangeBurst burst) => (burst.Newest.At - burst.FirstAt) switch
    {
        { TotalSeconds: < 1 } => $"{Words.Count(burst.Count, "change")} of one session, at once",
        { TotalSeconds: < 120 } length => $"{Words.Count(burst.Count, "change")} of one session, in {Words.Count((int)Math.Ceiling(length.TotalSeconds), "second")}",
        var length => $"{Words.Count(burst.Count, "change")} of one session, in {Words.Count((int)Math.Ceiling(length.TotalMinutes), "minute")}",
    };

    /// <summary>The tone of a change: what gives more power wants to be looked at.</summary>
    public static Tone ToneOf(ChangeRow change) => change.Error is null ? ToneOf(change.Kind) : Tone.Warn;

    /// <summary>The tone of a kind that was done, not only tried.</summary>
    public static Tone ToneOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Destructive or ChangeKind.LimitRemoved => Tone.Bad,
        ChangeKind.PermissionGained or ChangeKind.CredentialMade or ChangeKind.TrustChanged => Tone.High,
        ChangeKind.PermissionChanged or ChangeKind.AgentChanged or ChangeKind.IdentityCreated or ChangeKind.Unknown => Tone.Note,
        ChangeKind.PermissionLost or ChangeKind.LimitAdded or ChangeKind.CredentialRemoved => Tone.Good,
        _ => Tone.Quiet,
    };

    /// <summary>What a grade means, in plain words.</summary>
    public static string Meaning(AttributionGrade grade) => grade switch
    {
        AttributionGrade.A => "Asserted by the platform; the caller cannot forge it.",
        AttributionGrade.B => "Bound by your own configuration, such as a dedicated role or a required source identity.",
        AttributionGrade.C => "Declared by the caller itself, who can write there what they like: probably, not surely.",
        AttributionGrade.D => "Only behaviour points to it: possibly, not surely.",
        AttributionGrade.Unknown => "Nothing in the evidence says it. No mark of an agent does not mean that a person acted.",
    };

    /// <summary>A grade as a chip says it.</summary>
    public static string Name(AttributionGrade grade) => grade switch
    {
        AttributionGrade.A => "A · platform",
        AttributionGrade.B => "B · configured",
        AttributionGrade.C => "C · self-declared",
        AttributionGrade.D => "D · behaviour",
        AttributionGrade.Unknown => "unknown",
    };

    /// <summary>How a claim of this grade is said.</summary>
    public static string Adverb(AttributionGrade grade) => grade switch
    {
        AttributionGrade.A or AttributionGrade.B => string.Empty,
        AttributionGrade.C => "probably ",
        AttributionGrade.D or AttributionGrade.Unknown => "possibly ",
    };

    /// <summary>Whom it happened to, in a few words.</summary>
    public static string Subjects(ChangeRow change) => change switch
    {
        { Subjects: [var first, ..], SubjectCount: > 1 } => $"{first.Name} and {Words.Count(change.SubjectCount - 1, "other")}",
        { Subjects: [var only] } => only.Name,
        { Policy: { } policy } => policy,
        { Group: { } group } => group,
        { Scope: { } scope } => scope,
        _ => string.Empty,
    };
}
