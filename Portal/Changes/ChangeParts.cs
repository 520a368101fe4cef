using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Inventory.Certificates;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>
/// What is said of a change wherever one is shown, as markup straight in the row that shows it: as components or elements, those of eight rows
/// would be half of a dashboard's memory.
/// </summary>
internal static class ChangeParts
{
    /// <summary>What happened, as a link to it, and to whom.</summary>
    public static MarkupString Happened(ChangeRow change) => Show.Markup(
        $"""<a href="/changes/{change.Id.Value}">{Show.OutsidePiece(ChangeLooks.Title(change))}</a> {Show.OutsidePiece(ChangeLooks.Subjects(change))}""");

    /// <summary>The small marks beside a change: what kind it is, and what is odd about it.</summary>
    public static MarkupString Marks(ChangeRow change)
    {
        var kind = Show.Chip(change.Kind.Say(), ChangeLooks.ToneOf(change));
        var failed = change.Error is { } error ? Show.Chip("Failed", Tone.Warn, $"It was only an attempt: {error}") : default;
        var silent = change.IsSilent ? Show.Chip("Silent", Tone.High, "No event told of it: two snapshots differ") : default;
        var late = change.IsLate ? Show.Chip("Late", Tone.Quiet, "The event arrived long after it happened") : default;
        var simulated = change.IsSimulated ? Show.Chip("Simulated", Tone.Note, "Made up by the demo's simulator; nothing like it happened") : default;
        var risk = change.RiskDelta is { } delta and not 0
            ? Show.Chip(ChangeLooks.Delta(delta), delta > 0 ? Tone.Bad : Tone.Good, "What it did to the risk of the identity that it moved most")
            : default;
        var beyond = change.Certification == Certification.Uncertified ? Show.Chip("Uncertified", Tone.Bad, "It gave something beyond what was attested in a review") : default;
        return Show.Markup($"{kind}{risk}{beyond}{failed}{silent}{late}{simulated}");
    }

    /// <summary>The small marks beside a burst: which kinds it holds, how often, and how much of it failed.</summary>
    public static MarkupString Marks(ChangeBurst burst)
    {
        var kinds = string.Concat(burst.Kinds.Select(k => Show.Chip($"{k.Count} × {k.Kind.Say()}", ChangeLooks.ToneOf(k.Kind)).Value));
        var failed = burst.Failed > 0 ? Show.Chip($"{burst.Failed} failed", Tone.Warn, "They were only attempts") : default;
        var simulated = burst.Newest.IsSimulated ? Show.Chip("Simulated", Tone.Note, "Made up by the demo's simulator; nothing like it happened") : default;
        return Show.Markup($"{new MarkupString(kinds)}{failed}{simulated}");
    }

    /// <summary>Who did it, for whom, through what. What the evidence does not show is said to be unknown.</summary>
    public static MarkupString Actor(ChangeRow change)
    {
        var actor = change switch
        {
            { IsSilent: true } => new("""<span class="quiet">unknown: only the snapshots show it</span>"""),
            { Actor: { IdentityId: { } id } known } => Show.Markup($"""<a href="/identities/{id.Value}">{Show.OutsidePiece(known.Name)}</a>"""),
            { Actor: { } foreign } => Show.Markup($"""<span title="{Visible.Spell(foreign.NativeId)}">{Show.OutsidePiece(foreign.Name)}</span>"""),
            _ => new MarkupString("""<span class="quiet">unknown</span>"""),
        };
        var initiator = change.Initiator is { } person
            ? Show.Markup($""" <span class="sub small" title="{ChangeLooks.Meaning(change.InitiatorGrade)}">for {ChangeLooks.Adverb(change.InitiatorGrade)}{Show.OutsidePiece(person)}</span>""")
            : default;
        var agent = change.NamedAgent is { } name
            ? Show.Markup($""" <span class="sub small" title="{ChangeLooks.Meaning(change.AgentGrade)}">{ChangeLooks.Adverb(change.AgentGrade)}through {Show.OutsidePiece(name)}</span>""")
            : default;
        return Show.Markup($"<span>{actor}</span>{initiator}{agent}");
    }
}
