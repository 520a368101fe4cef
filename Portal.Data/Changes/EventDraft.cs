using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// An event on its way to becoming a change. What of its row does not depend on what is stored can be worked out before the writer's turn,
/// which everybody who sends events waits for.
/// </summary>
/// <param name="happened">The event.</param>
/// <param name="source">The source that it comes from.</param>
/// <param name="platform">The platform of that source.</param>
/// <param name="isSimulated">Whether the demo's simulator made it up.</param>
/// <param name="parties">What the principals of its body are found by.</param>
internal sealed class EventDraft(NativeEvent happened, SourceId source, Platform platform, bool isSimulated, PartyKeys parties)
{
    private const int NameLength = 200;

    private IndexKey? _eventKey;
    private Change? _row;

    /// <summary>The event.</summary>
    public NativeEvent Event => happened;

    /// <summary>See <see cref="Change.EventKey"/>.</summary>
    public IndexKey EventKey => _eventKey ??= IndexKey.Of(source.Value, happened.EventId);

    /// <summary>The drafts of some events of one body.</summary>
    public static List<EventDraft> Of(IEnumerable<NativeEvent> events, SourceId source, Platform platform, bool areSimulated)
    {
        var parties = new PartyKeys(source);
        return [.. events.Select(e => new EventDraft(e, source, platform, areSimulated, parties))];
    }

    /// <summary>The same event, as what is known of its actor shows it.</summary>
    public EventDraft With(NativeEvent bound) => ReferenceEquals(bound, happened) ? this : new(bound, source, platform, isSimulated, parties);

    /// <summary>Works out what can be. For one that is kept only if its actor is an agent's nothing but what tells a repeat.</summary>
    public void Prepare()
    {
        _ = EventKey;
        if (happened.OnlyOfAgents)
        {
            return;
        }
        _row = Row();
        _ = _row.TargetKey;
        if (happened.Actor is { } actor)
        {
            parties.Of(PartyKey.Of(actor));
        }
        foreach (var subject in happened.Subjects)
        {
            parties.Of(PartyKey.Of(subject));
        }
    }

    /// <summary>The change that it becomes.</summary>
    /// <param name="sequence">Its place.</param>
    /// <param name="now">When it is stored.</param>
    /// <param name="documentBefore">See <see cref="ChangeDraft.DocumentBefore"/>; used where the event itself does not say what was before.</param>
    public ChangeDraft At(long sequence, DateTimeOffset now, string? documentBefore)
    {
        // Once: a command that is run again finds a row that nothing was written into.
        var row = _row ?? Row();
        _row = null;
        row.Sequence = sequence;
        row.ArrivedAt = now;
        return new(row, parties) { DocumentBefore = row.Before is null ? documentBefore : null };
    }

    private Change Row()
    {
        var raw = OutsideText.Storable(happened.Raw);
        return new Change
        {
            // Both are given when its turn has come.
            Sequence = 0,
            ArrivedAt = default,
            SourceId = source,
            Platform = platform,
            EventId = happened.EventId,
            EventKey = EventKey,
            At = happened.At.ToUniversalTime(),
            Kind = happened.Kind,
            Name = OutsideText.Bounded(happened.Name, NameLength),
            Service = OutsideText.Bounded(happened.Service, NameLength),
            Container = OutsideText.Bounded(happened.Container, NameLength),
            Actor = OutsideText.BoundedOrNull(happened.Actor, ChangeConfiguration.NativeIdLength),
            Session = OutsideText.BoundedOrNull(happened.Session, ChangeConfiguration.SessionLength),
            Initiator = OutsideText.BoundedOrNull(happened.Initiator, NameLength),
            InitiatorGrade = happened.InitiatorGrade,
            NamedAgent = OutsideText.BoundedOrNull(happened.Agent, NameLength),
            AgentGrade = happened.AgentGrade,
            Grade = happened.Grade,
            Evidence = StoredList<string>.Of([.. happened.Evidence.Select(OutsideText.Storable)]),
            NamedSubjects = StoredList<EventSubject>.Of(happened.Subjects),
            Policy = OutsideText.BoundedOrNull(happened.Policy, ChangeConfiguration.NativeIdLength),
            Group = OutsideText.BoundedOrNull(happened.Group, NameLength),
            Scope = OutsideText.BoundedOrNull(happened.Scope, NameLength),
            Target = ChangeTarget.Of(happened),
            Before = SaysBefore ? OutsideText.Storable(happened.Before!) : null,
            After = happened.After is { } after ? OutsideText.Storable(after) : null,
            Error = OutsideText.BoundedOrNull(happened.Error, NameLength),
            IsSimulated = isSimulated,
            SearchText = OutsideText.SearchTextOf(
                [happened.Name, happened.Actor, happened.Initiator, happened.Agent, happened.Policy, happened.Group, happened.Error, .. happened.Subjects.Select(s => s.NativeId ?? s.Name)]),
            Digest = OutsideText.DigestOf(raw),
            Raw = raw,
        };
    }

    /// <summary>The bare name of a policy that was written into its principal says nothing about what it held.</summary>
    private bool SaysBefore =>
        happened.Before is { } before && !(happened.Entitlement is { Kind: EntitlementKind.InlinePolicy } policy && policy.Name == before);
}
