using System.Collections.Immutable;
using System.Numerics;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>
/// A set of actions: a bitmap over the catalogue, and beside it the names (or patterns, as <c>newservice:*</c>) that the catalogue does not
/// know. Never changes once made.
/// </summary>
internal sealed class ActionSet : IEquatable<ActionSet>
{
    private static readonly int Words = (ActionCatalogue.Instance.Count + 63) / 64;

    private readonly ulong[] _bits;

    private ActionSet(ulong[] bits, ImmutableSortedSet<string> names)
    {
        _bits = bits;
        Unknown = names;
    }

    /// <summary>No action.</summary>
    public static ActionSet None { get; } = new(new ulong[Words], ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Every action of the catalogue.</summary>
    public static ActionSet All { get; } = Make(bits =>
    {
        bits.AsSpan().Fill(ulong.MaxValue);
        bits[^1] >>= (Words * 64) - ActionCatalogue.Instance.Count;
    });

    /// <summary>Names and patterns that the catalogue does not know, in lower case.</summary>
    public ImmutableSortedSet<string> Unknown { get; }

    /// <summary>True when there is nothing in it.</summary>
    public bool IsEmpty => Unknown.IsEmpty && !_bits.AsSpan().ContainsAnyExcept(0ul);

    /// <summary>How many actions of the catalogue are in it.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits)
            {
                count += BitOperations.PopCount(word);
            }
            return count;
        }
    }

    /// <summary>The actions of the catalogue that an Action or NotAction element is about.</summary>
    public static ActionSet Of(ActionElement element)
    {
        var set = Make(bits =>
        {
            foreach (var pattern in element.Patterns)
            {
                Fill(bits, pattern);
            }
        });
        return element.IsNegated ? All.Except(set) : set;
    }

    /// <summary>The given actions of the catalogue.</summary>
    public static ActionSet Of(IEnumerable<int> ids) => Make(bits =>
    {
        foreach (var id in ids)
        {
            bits[id >> 6] |= 1ul << id;
        }
    });

    /// <summary>The same actions of the catalogue with other names beside them.</summary>
    public ActionSet WithUnknown(IEnumerable<string> names) => new(_bits, [.. ImmutableSortedSet.CreateRange(StringComparer.Ordinal, names)]);

    /// <summary>True when the action of the catalogue is in it.</summary>
    public bool Contains(int id) => (_bits[id >> 6] & (1ul << id)) != 0;

    /// <summary>What is in both.</summary>
    public ActionSet And(ActionSet other) => Combine(other, Unknown.Intersect(other.Unknown), static (left, right) => left & right);

    /// <summary>What is in at least one.</summary>
    public ActionSet Or(ActionSet other) => Combine(other, Unknown.Union(other.Unknown), static (left, right) => left | right);

    /// <summary>What is in this set and not in the other.</summary>
    public ActionSet Except(ActionSet other) => Combine(other, Unknown.Except(other.Unknown), static (left, right) => left & ~right);

    /// <summary>True when both have an action in common.</summary>
    public bool Overlaps(ActionSet other)
    {
        for (var i = 0; i < Words; i++)
        {
            if ((_bits[i] & other._bits[i]) != 0)
            {
                return true;
            }
        }
        return !Unknown.IsEmpty && !other.Unknown.IsEmpty && Unknown.Overlaps(other.Unknown);
    }

    /// <summary>True when all that is in the other set is in this one.</summary>
    public bool Covers(ActionSet other) => other.Except(this).IsEmpty;

    /// <summary>The numbers of its actions in the catalogue, ascending: by service, then by name.</summary>
    public IEnumerable<int> Ids()
    {
        for (var i = 0; i < Words; i++)
        {
            for (var word = _bits[i]; word != 0; word &= word - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    /// <inheritdoc />
    public bool Equals(ActionSet? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits) && Unknown.SetEquals(other.Unknown);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ActionSet);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_bits.AsSpan()));
        hash.Add(Unknown.Count);
        return hash.ToHashCode();
    }

    private static void Fill(ulong[] bits, ActionPattern pattern)
    {
        var catalogue = ActionCatalogue.Instance;
        if (pattern.IsEverything)
        {
            All._bits.CopyTo(bits, 0);
            return;
        }
        if (catalogue.FindService(pattern.Service!) is not { } service)
        {
            return;
        }
        for (var id = service.First; id < service.First + service.Count; id++)
        {
            if (pattern.Name.Matches(catalogue.LowerName(id)))
            {
                bits[id >> 6] |= 1ul << id;
            }
        }
    }

    private static ActionSet Make(Action<ulong[]> fill)
    {
        var bits = new ulong[Words];
        fill(bits);
        return new ActionSet(bits, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));
    }

    private ActionSet Combine(ActionSet other, ImmutableSortedSet<string> names, Func<ulong, ulong, ulong> by)
    {
        var bits = new ulong[Words];
        for (var i = 0; i < Words; i++)
        {
            bits[i] = by(_bits[i], other._bits[i]);
        }
        return new ActionSet(bits, names);
    }
}
