using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Audit.Chain;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Verification;

/// <summary>
/// What the record says of things of one kind, member by member: what an entry says holds until a later one says something else. Entries of
/// earlier versions of the portal may hold fewer members; what none of them says is not compared.
/// </summary>
/// <param name="what">What one of these things is called.</param>
/// <param name="isWhole">Whether all that the record says is taken, so that each row has to be told of.</param>
/// <param name="found">Told of each difference.</param>
internal sealed class RecordedMembers(string what, bool isWhole, Action<Finding> found)
{
    private readonly Dictionary<Guid, (long Sequence, JsonObject Members)> _things = [];
    private readonly Dictionary<Guid, long> _gone = [];

    /// <summary>Takes what an entry says; an entry whose subject is none of these things, or that says nothing of it, is left alone.</summary>
    public void Take(RecordedState state)
    {
        if (Guid.TryParse(state.SubjectId, out var id) && JsonNode.Parse(state.After) is JsonObject said)
        {
            Take(id, state.Sequence, said);
        }
    }

    /// <summary>Takes what an entry says of a thing.</summary>
    public void Take(Guid id, long sequence, JsonObject said)
    {
        var members = _things.TryGetValue(id, out var earlier) ? earlier.Members : [];
        foreach (var (name, value) in said)
        {
            members[name] = value?.DeepClone();
        }
        _things[id] = (sequence, members);
    }

    /// <summary>Takes that a thing was removed by an entry, so that there is no row of it.</summary>
    public void TakeOut(Guid id, long sequence)
    {
        _things.Remove(id);
        _gone[id] = sequence;
    }

    /// <summary>Compares a row with what was taken of it.</summary>
    /// <param name="id">The thing's id.</param>
    /// <param name="row">All of the row that the record keeps.</param>
    /// <param name="mayBeUntold">Whether the row may be so without an entry.</param>
    public void Compare(Guid id, object row, bool mayBeUntold = false)
    {
        if (_gone.TryGetValue(id, out var removed))
        {
            found(new(removed, $"the {what} that it removed, {id}, is there again"));
            return;
        }
        if (!_things.Remove(id, out var known))
        {
            if (isWhole && !mayBeUntold)
            {
                found(new(null, $"No entry tells of the {what} {id} as it is"));
            }
            return;
        }
        var present = (JsonObject)JsonSerializer.SerializeToNode(row, StoredJson.Options)!;
        foreach (var (name, value) in present)
        {
            if (known.Members.TryGetPropertyValue(name, out var recorded) && !IsSame(recorded, value))
            {
                found(new(known.Sequence, $"the {what} that it tells of, {id}, was changed by something else than the portal: {name}"));
                return;
            }
        }
    }

    /// <summary>Tells of each that was taken and has no row.</summary>
    public void FindMissing()
    {
        foreach (var (id, (sequence, _)) in _things)
        {
            found(new(sequence, $"the {what} that it tells of, {id}, is not there any more"));
        }
    }

    /// <summary>Entries may be more exact about times than one of the engines is.</summary>
    private static bool IsSame(JsonNode? recorded, JsonNode? present) => JsonNode.DeepEquals(recorded, present)
        || (TimeOf(recorded) is { } one && TimeOf(present) is { } other && one == other);

    private static DateTimeOffset? TimeOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<DateTimeOffset>(out var time) ? time.ToMicrosecond() : null;
}
