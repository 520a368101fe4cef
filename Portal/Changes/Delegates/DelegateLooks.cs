using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Delegates;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes.Delegates;

/// <summary>How delegated identities are said and shown: the same words on every page.</summary>
internal static class DelegateLooks
{
    private const string SomeAgent = "an agent through ";

    /// <summary>What it is called: <c>dana probably through Claude Code</c>. What only the caller says of itself is said with care.</summary>
    public static string Name(DelegateRow row) =>
        $"{(row.Initiator is null ? string.Empty : ChangeLooks.Adverb(row.InitiatorGrade))}{row.Initiator ?? row.IdentityName} {ChangeLooks.Adverb(row.AgentGrade)}through {Agent(row)}";

    /// <summary>The agent, or the server that passes its calls on.</summary>
    public static string Agent(DelegateRow row) =>
        row.Agent.StartsWith(SomeAgent, StringComparison.Ordinal) ? row.Agent[SomeAgent.Length..] : row.Agent;

    /// <summary>Its name as a link to it.</summary>
    public static MarkupString Link(DelegateRow row) =>
        Show.Markup($"""<a class="row-link" href="/delegates/{row.Id.Value}">{Show.OutsidePiece(Name(row))}</a>""");

    /// <summary>What is wrong with its rights, in a small box; as serious as the identity is risky.</summary>
    public static MarkupString Finding(DelegateRow row) => row switch
    {
        { BelongsTo: not null } => Show.Chip("Agent's own now", Tone.Quiet, "A person has since confirmed that the identity belongs to an agent"),
        { Finding: { } finding } => Show.Chip(Short(finding.Kind), ToneOf(finding.Severity), finding.Fact),
        _ => new("""<span class="quiet">none</span>"""),
    };

    /// <summary>The tone of a finding about an identity of this risk. A finding is never good news, however little there is to inherit.</summary>
    public static Tone ToneOf(int risk) => RiskBand.Tone(risk) is var tone and not Tone.Good ? tone : Tone.Warn;

    /// <summary>A finding in two or three words.</summary>
    public static string Short(DelegateFindingKind kind) => kind switch
    {
        DelegateFindingKind.InheritsEverything => "Inherits everything",
        DelegateFindingKind.LimitCanBeTakenOff => "Limit can be taken off",
    };

    /// <summary>Where its changes are listed.</summary>
    public static string Changes(DelegateRow row) => $"/changes?identity={row.IdentityId.Value}&q={Uri.EscapeDataString(row.Agent)}";

    /// <summary>A kind of power that was never seen used.</summary>
    public static string Power(ExcessPart part) => part switch
    {
        { Access: AccessLevel.PermissionsManagement } => "Gives or takes rights",
        { IsDestructive: true } => "Deletes",
        { Access: AccessLevel.Write } => "Creates or changes",
        { Access: AccessLevel.Tagging } => "Changes tags",
        { Access: AccessLevel.Read } => "Reads",
        { Access: AccessLevel.List } => "Lists",
        _ => "Not in the catalogue",
    };

    /// <summary>The tone of it.</summary>
    public static Tone ToneOf(ExcessPart part) => part.IsDestructive ? Tone.High : Inventory.Looks.ToneOf(part.Access);
}
