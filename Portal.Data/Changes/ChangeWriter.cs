using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes.Chains;
using Portal.Data.Changes.Delegates;
using Portal.Data.Commands;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Writes events as changes inside a command's transaction: each once, tied to the identities that have a part in it.</summary>
/// <param name="scope">The command's scope.</param>
/// <param name="source">The source that the events come from.</param>
/// <param name="related">The sources in which those are that events name.</param>
/// <param name="followers">Act on what is written.</param>
internal sealed class ChangeWriter(CommandScope scope, Source source, SourceId[] related, IEnumerable<IChangeFollower> followers)
{
    /// <summary>Held while changes are written: commits then happen in the order of <see cref="Change.Sequence"/>, so that who reads on from the last one misses none.</summary>
    internal const string LockName = "changes";

    /// <summary>Writes what is new of <paramref name="events"/>, whose ids differ.</summary>
    /// <param name="events">The events, prepared as far as there was time.</param>
    /// <param name="reader">Reads more out of them.</param>
    /// <param name="areSimulated">Whether the demo's simulator made them up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WrittenEvents> WriteAsync(IReadOnlyList<EventDraft> events, IEventReader reader, bool areSimulated, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(LockName, cancellationToken);
        var fresh = await FreshAsync(events, cancellationToken);
        if (fresh.Count == 0)
        {
            return new(0, 0, 0, 0);
        }
        var lookup = await PartyLookup.ReadAsync(scope.Db, source.Id, related, EventsOf(fresh), cancellationToken);
        var kept = fresh.FindAll(d => IsKept(d.Event, lookup)).ConvertAll(d => d.With(Bound(d.Event, lookup)));
        var chains = new LeadWriter(scope, source.Id, reader);
        var leads = chains.LeadsOf(EventsOf(kept));
        var (ledTo, waiting) = await chains.SortAsync(
            EventsOf(fresh.FindAll(d => d.Event.MayBeLedTo && !IsKept(d.Event, lookup))), leads, areSimulated, cancellationToken);
        kept.AddRange(DraftsOf(ledTo, areSimulated));
        var drafts = await WriteAsync(kept, lookup, cancellationToken);
        await chains.NoteAsync(leads, drafts.Select(d => d.Change), cancellationToken);
        var recalled = await chains.TakeAsync(leads, cancellationToken);
        foreach (var some in recalled.GroupBy(r => r.IsSimulated, r => r.Act))
        {
            // One that came again after its identity was found to be an agent's is a change already.
            var acts = await FreshAsync(DraftsOf(some, some.Key), cancellationToken);
            await WriteAsync(acts, await PartyLookup.ReadAsync(scope.Db, source.Id, related, EventsOf(acts), cancellationToken), cancellationToken);
        }
        return new(drafts.Count, fresh.Count - kept.Count, waiting, recalled.Count);
    }

    private static List<NativeEvent> EventsOf(List<EventDraft> drafts) => drafts.ConvertAll(d => d.Event);

    private List<EventDraft> DraftsOf(IEnumerable<NativeEvent> events, bool areSimulated) => EventDraft.Of(events, source.Id, source.Platform, areSimulated);

    private static bool IsKept(NativeEvent happened, PartyLookup lookup) =>
        !happened.OnlyOfAgents || (happened.Actor is { } actor && lookup.Find(actor)?.IsOfAgent == true);

    private async Task<List<ChangeDraft>> WriteAsync(List<EventDraft> kept, PartyLookup lookup, CancellationToken cancellationToken)
    {
        if (kept.Count == 0)
        {
            return [];
        }
        var subjects = kept.SelectMany(d => d.Event.Subjects).Select(lookup.Find).OfType<PartyLookup.Known>().Select(k => k.Id).ToHashSet();
        var holdings = await Holdings.ReadAsync(scope.Db, source.Id, related, EventsOf(kept), subjects, cancellationToken);

        var sequence = await NextSequenceAsync(cancellationToken);
        var drafts = kept.ConvertAll(d => Placed(d, sequence++, lookup, holdings));
        await new KnownBefore(scope.Db).FillAsync(drafts, holdings, cancellationToken);
        foreach (var (written, draft) in kept.Zip(drafts))
        {
            draft.Change.Before ??= OutsideText.BoundedOrNull(written.Event.Before, int.MaxValue);
        }
        await InsertAsync(drafts, cancellationToken);
        await new DelegateWriter(scope.Db).NoteAsync(drafts.Select(d => d.Change), lookup, cancellationToken);
        return drafts;
    }

    /// <summary>The place after the last change. Only true while the lock is held.</summary>
    internal async Task<long> NextSequenceAsync(CancellationToken cancellationToken) =>
        (await scope.Db.Changes.MaxAsync(c => (long?)c.Sequence, cancellationToken) ?? 0) + 1;

    /// <summary>Writes rows that are ready. Only while the lock is held.</summary>
    internal async Task InsertAsync(IReadOnlyCollection<ChangeDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var change in drafts.Select(d => d.Change).Where(c => c.CanBeWeighed))
        {
            change.Unweighed = change.Sequence;
        }
        await scope.Db.BulkInsertAsync(drafts.Select(d => d.Change), skipExisting: false, cancellationToken);
        await scope.Db.BulkInsertAsync(drafts.SelectMany(d => d.Parties), skipExisting: false, cancellationToken);
        await scope.Db.BulkInsertAsync(drafts.SelectMany(d => d.UnknownParties), skipExisting: false, cancellationToken);
        if (drafts.Count == 0)
        {
            return;
        }
        WrittenChange[] written = [.. drafts.Select(d => new WrittenChange(d.Change, [.. d.Parties]))];
        foreach (var follower in followers)
        {
            await follower.OnWrittenAsync(scope, source, written, cancellationToken);
        }
    }

    private async Task<List<EventDraft>> FreshAsync(IReadOnlyList<EventDraft> events, CancellationToken cancellationToken)
    {
        IndexKey[] keys = [.. events.Select(e => e.EventKey)];
        var changes = scope.Db.Changes;
        // Looked up one by one: an engine that knows little of a table that grew just now would rather go through all of it.
        var found = await scope.Db.Each(keys)
            .Select(key => changes.Where(c => c.EventKey == key).Select(c => c.EventId).FirstOrDefault())
            .ToListAsync(cancellationToken);
        var known = found.OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. events.Where(e => !known.Contains(e.Event.EventId))];
    }

    private ChangeDraft Placed(EventDraft written, long sequence, PartyLookup lookup, Holdings holdings)
    {
        var happened = written.Event;
        var onlySubject = happened.Subjects is [var only] ? lookup.Find(only)?.Id : null;
        var draft = written.At(sequence, scope.Now, holdings.DocumentBefore(happened, onlySubject));
        AddParties(draft, happened, lookup, holdings);
        return draft;
    }

    /// <summary>
    /// An identity that a person confirmed as an agent's is dedicated to it: what it does is that agent's, by the organization's own
    /// configuration. What the platform or such a configuration says itself stands; what a caller only says of itself stays as evidence.
    /// </summary>
    private static NativeEvent Bound(NativeEvent happened, PartyLookup lookup) =>
        happened is { Actor: { } actor, AgentGrade: AttributionGrade.Unknown or AttributionGrade.C or AttributionGrade.D } && lookup.Find(actor) is { Agent: { } agent }
            ? happened with { Agent = agent, AgentGrade = AttributionGrade.B, Evidence = [.. happened.Evidence, $"inventory: {actor} belongs to {agent}"] }
            : happened;

    private static void AddParties(ChangeDraft draft, NativeEvent happened, PartyLookup lookup, Holdings holdings)
    {
        if (happened.Actor is { } actor)
        {
            draft.AddActor(lookup.Find(actor)?.Id, actor);
        }
        foreach (var subject in happened.Subjects)
        {
            if (lookup.Find(subject) is { } known)
            {
                draft.AddSubject(known.Id);
            }
            else
            {
                draft.AddUnknownSubject(PartyKey.Of(subject));
            }
        }
        foreach (var holder in holdings.HoldersOf(happened))
        {
            draft.AddSubject(holder);
        }
    }
}
