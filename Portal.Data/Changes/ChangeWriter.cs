using System.Security.Cryptography;
using System.Text;
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

    private const int NameLength = 200;

    /// <summary>Writes what is new of <paramref name="events"/>, whose ids differ.</summary>
    /// <param name="events">The events.</param>
    /// <param name="reader">Reads more out of them.</param>
    /// <param name="areSimulated">Whether the demo's simulator made them up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WrittenEvents> WriteAsync(IReadOnlyList<NativeEvent> events, IEventReader reader, bool areSimulated, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(LockName, cancellationToken);
        var fresh = await FreshAsync(events, cancellationToken);
        if (fresh.Count == 0)
        {
            return new(0, 0, 0, 0);
        }
        var lookup = await PartyLookup.ReadAsync(scope.Db, source.Id, related, fresh, cancellationToken);
        var kept = fresh.FindAll(e => IsKept(e, lookup)).ConvertAll(e => Bound(e, lookup));
        var chains = new LeadWriter(scope, source.Id, reader);
        var leads = chains.LeadsOf(kept);
        var (ledTo, waiting) = await chains.SortAsync(fresh.FindAll(e => e.MayBeLedTo && !IsKept(e, lookup)), leads, areSimulated, cancellationToken);
        kept.AddRange(ledTo);
        var drafts = await WriteAsync(kept, lookup, areSimulated, cancellationToken);
        await chains.NoteAsync(leads, drafts.Select(d => d.Change), cancellationToken);
        var recalled = await chains.TakeAsync(leads, cancellationToken);
        foreach (var some in recalled.GroupBy(r => r.IsSimulated, r => r.Act))
        {
            // One that came again after its identity was found to be an agent's is a change already.
            var acts = await FreshAsync([.. some], cancellationToken);
            await WriteAsync(acts, await PartyLookup.ReadAsync(scope.Db, source.Id, related, acts, cancellationToken), some.Key, cancellationToken);
        }
        return new(drafts.Count, fresh.Count - kept.Count, waiting, recalled.Count);
    }

    private static bool IsKept(NativeEvent happened, PartyLookup lookup) =>
        !happened.OnlyOfAgents || (happened.Actor is { } actor && lookup.Find(actor)?.IsOfAgent == true);

    private async Task<List<ChangeDraft>> WriteAsync(List<NativeEvent> kept, PartyLookup lookup, bool areSimulated, CancellationToken cancellationToken)
    {
        if (kept.Count == 0)
        {
            return [];
        }
        var subjects = kept.SelectMany(e => e.Subjects).Select(lookup.Find).OfType<PartyLookup.Known>().Select(k => k.Id).ToHashSet();
        var holdings = await Holdings.ReadAsync(scope.Db, source.Id, related, kept, subjects, cancellationToken);

        var sequence = await NextSequenceAsync(cancellationToken);
        var drafts = kept.ConvertAll(e => DraftOf(e, sequence++, areSimulated, lookup, holdings));
        await new KnownBefore(scope.Db).FillAsync(drafts, holdings, cancellationToken);
        foreach (var (happened, draft) in kept.Zip(drafts))
        {
            draft.Change.Before ??= OutsideText.BoundedOrNull(happened.Before, int.MaxValue);
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

    /// <summary>The digest of a raw event.</summary>
    internal static string DigestOf(string raw) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));

    /// <summary>What a search looks at, of the texts that there are.</summary>
    internal static string SearchTextOf(IEnumerable<string?> texts) =>
        OutsideText.Bounded(string.Join('\n', texts.OfType<string>()).ToLowerInvariant(), ChangeConfiguration.SearchTextLength);

    private async Task<List<NativeEvent>> FreshAsync(IReadOnlyList<NativeEvent> events, CancellationToken cancellationToken)
    {
        IndexKey[] keys = [.. events.Select(e => IndexKey.Of(source.Id.Value, e.EventId))];
        var changes = scope.Db.Changes;
        // Looked up one by one: an engine that knows little of a table that grew just now would rather go through all of it.
        var found = await scope.Db.Each(keys)
            .Select(key => changes.Where(c => c.EventKey == key).Select(c => c.EventId).FirstOrDefault())
            .ToListAsync(cancellationToken);
        var known = found.OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. events.Where(e => !known.Contains(e.EventId))];
    }

    private ChangeDraft DraftOf(NativeEvent happened, long sequence, bool isSimulated, PartyLookup lookup, Holdings holdings)
    {
        var onlySubject = happened.Subjects is [var only] ? lookup.Find(only)?.Id : null;
        var raw = OutsideText.Storable(happened.Raw);
        var draft = new ChangeDraft(new Change
        {
            Sequence = sequence,
            SourceId = source.Id,
            Platform = source.Platform,
            EventId = happened.EventId,
            At = happened.At.ToUniversalTime(),
            ArrivedAt = scope.Now,
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
            Evidence = happened.Evidence.Count == 0 ? [] : [.. happened.Evidence.Select(OutsideText.Storable)],
            NamedSubjects = happened.Subjects,
            Policy = OutsideText.BoundedOrNull(happened.Policy, ChangeConfiguration.NativeIdLength),
            Group = OutsideText.BoundedOrNull(happened.Group, NameLength),
            Scope = OutsideText.BoundedOrNull(happened.Scope, NameLength),
            Target = ChangeTarget.Of(happened),
            Before = SaysBefore(happened) ? OutsideText.Storable(happened.Before!) : null,
            After = happened.After is { } after ? OutsideText.Storable(after) : null,
            Error = OutsideText.BoundedOrNull(happened.Error, NameLength),
            IsSimulated = isSimulated,
            SearchText = SearchTextOf(
                [happened.Name, happened.Actor, happened.Initiator, happened.Agent, happened.Policy, happened.Group, happened.Error, .. happened.Subjects.Select(s => s.NativeId ?? s.Name)]),
            Digest = DigestOf(raw),
            Raw = raw,
        })
        {
            DocumentBefore = SaysBefore(happened) ? null : holdings.DocumentBefore(happened, onlySubject),
        };
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

    /// <summary>The bare name of a policy that was written into its principal says nothing about what it held.</summary>
    private static bool SaysBefore(NativeEvent happened) =>
        happened.Before is { } before && !(happened.Entitlement is { Kind: EntitlementKind.InlinePolicy } policy && policy.Name == before);

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
