using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>
/// A set of actions: a bitmap over the catalogue, and beside it the names (or patterns, as <c>newservice:*</c>) that the catalogue does not
/// know. Only the words between the first and the last action are kept, since most sets are about one service. Never changes once made.
/// </summary>
internal sealed class ActionSet : IEquatable<ActionSet>
{
    private static readonly int Words = (ActionCatalogue.Instance.Count + 63) / 64;
    private static readonly ImmutableSortedSet<string> NoNames = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly int _first;
    private readonly ulong[] _bits;

    private ActionSet(int first, ulong[] bits, ImmutableSortedSet<string> names)
    {
        _first = first;
        _bits = bits;
        Unknown = names;
    }

    /// <summary>No action.</summary>
    public static ActionSet None { get; } = new(0, [], NoNames);

    /// <summary>Every action of the catalogue.</summary>
    public static ActionSet All { get; } = Make(bits =>
    {
        bits.AsSpan().Fill(ulong.MaxValue);
        bits[^1] >>= (Words * 64) - ActionCatalogue.Instance.Count;
    });

    /// <summary>Names and patterns that the catalogue does not know, as written.</summary>
    public ImmutableSortedSet<string> Unknown { get; }

    /// <summary>True when there is nothing in it.</summary>
    public bool IsEmpty => _bits.Length == 0 && Unknown.IsEmpty;

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

    private int End => _first + _bits.Length;

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

    /// <summary>The given actions of the catalogue, one bit each, which are copied.</summary>
    public static ActionSet Of(ReadOnlySpan<ulong> bits)
    {
        var from = bits.IndexOfAnyExcept(0ul);
        return from < 0 ? None : new ActionSet(from, bits[from..(bits.LastIndexOfAnyExcept(0ul) + 1)].ToArray(), NoNames);
    }

    /// <summary>One name outside of the catalogue.</summary>
    public static ActionSet Named(string name) => new(0, [], NoNames.Add(name));

    /// <summary>What is in at least one of the sets.</summary>
    public static ActionSet Union(IEnumerable<ActionSet> sets)
    {
        var (only, first, end, names) = (None, Words, 0, NoNames);
        var some = new List<ActionSet>();
        foreach (var set in sets)
        {
            names = set.Unknown.IsEmpty ? names : names.Union(set.Unknown);
            if (set._bits.Length > 0)
            {
                some.Add(only = set);
                (first, end) = (Math.Min(first, set._first), Math.Max(end, set.End));
            }
        }
        if (some.Count <= 1)
        {
            return only.Unknown.Count == names.Count ? only : new ActionSet(only._first, only._bits, names);
        }
        var bits = new ulong[end - first];
        foreach (var set in some)
        {
            Add(set._bits, bits.AsSpan(set._first - first, set._bits.Length));
        }
        return new ActionSet(first, bits, names);
    }

    /// <summary>The same actions of the catalogue with other names beside them.</summary>
    public ActionSet WithUnknown(IEnumerable<string> names) => new(_first, _bits, ImmutableSortedSet.CreateRange(StringComparer.Ordinal, names));

    /// <summary>The same actions of the catalogue without names beside them.</summary>
    public ActionSet WithoutNames() => Unknown.IsEmpty ? this : _bits.Length == 0 ? None : new(_first, _bits, NoNames);

    /// <summary>True when the action of the catalogue is in it.</summary>
    public bool Contains(int id) => (id >> 6) - _first is var word and >= 0 && word < _bits.Length && (_bits[word] & (1ul << id)) != 0;

    /// <summary>One bit for each action of the catalogue, none set.</summary>
    public static ulong[] NewBits() => new ulong[Words];

    /// <summary>Sets the bits of its actions.</summary>
    public void AddTo(ulong[] bits) => Add(_bits, bits.AsSpan(_first, _bits.Length));

    /// <summary>Clears the bits of all other actions.</summary>
    public void Keep(ulong[] bits)
    {
        bits.AsSpan(0, _first).Clear();
        bits.AsSpan(End).Clear();
        for (var i = 0; i < _bits.Length; i++)
        {
            bits[_first + i] &= _bits[i];
        }
    }

    /// <summary>What is in both.</summary>
    public ActionSet And(ActionSet other)
    {
        var names = Unknown.IsEmpty || other.Unknown.IsEmpty ? NoNames : Unknown.Intersect(other.Unknown);
        var first = Math.Max(_first, other._first);
        var end = Math.Min(End, other.End);
        if (end <= first)
        {
            return names.IsEmpty ? None : new ActionSet(0, [], names);
        }
        var bits = new ulong[end - first];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = _bits[first + i - _first] & other._bits[first + i - other._first];
        }
        return Trimmed(first, bits, names);
    }

    /// <summary>What is in at least one.</summary>
    public ActionSet Or(ActionSet other)
    {
        if (other.IsEmpty)
        {
            return this;
        }
        if (IsEmpty)
        {
            return other;
        }
        var names = Unknown.Union(other.Unknown);
        if (_bits.Length == 0 || other._bits.Length == 0)
        {
            var some = _bits.Length == 0 ? other : this;
            return new ActionSet(some._first, some._bits, names);
        }
        var first = Math.Min(_first, other._first);
        var bits = new ulong[Math.Max(End, other.End) - first];
        _bits.CopyTo(bits, _first - first);
        for (var i = 0; i < other._bits.Length; i++)
        {
            bits[other._first - first + i] |= other._bits[i];
        }
        return new ActionSet(first, bits, names);
    }

    /// <summary>What is in this set and not in the other.</summary>
    public ActionSet Except(ActionSet other)
    {
        if (!Overlaps(other))
        {
            return this;
        }
        var bits = _bits.AsSpan().ToArray();
        var (first, end) = (Math.Max(_first, other._first), Math.Min(End, other.End));
        for (var word = first; word < end; word++)
        {
            bits[word - _first] &= ~other._bits[word - other._first];
        }
        return Trimmed(_first, bits, Unknown.IsEmpty || other.Unknown.IsEmpty ? Unknown : Unknown.Except(other.Unknown));
    }

    /// <summary>Those of its actions of the catalogue that pass, and all of its names.</summary>
    public ActionSet Where(Func<int, bool> passes)
    {
        ulong[]? bits = null;
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var word = _bits[i]; word != 0; word &= word - 1)
            {
                if (!passes(((_first + i) << 6) + BitOperations.TrailingZeroCount(word)))
                {
                    bits ??= [.. _bits];
                    bits[i] &= ~(word & (~word + 1));
                }
            }
        }
        return bits is null ? this : Trimmed(_first, bits, Unknown);
    }

    /// <summary>How many actions of the catalogue are in both.</summary>
    public int CountIn(ActionSet other)
    {
        var count = 0;
        var (first, end) = (Math.Max(_first, other._first), Math.Min(End, other.End));
        for (var word = first; word < end; word++)
        {
            count += BitOperations.PopCount(_bits[word - _first] & other._bits[word - other._first]);
        }
        return count;
    }

    /// <summary>The first action of the catalogue in both from a number on; -1 when there is none.</summary>
    public int NextIn(ActionSet other, int from)
    {
        var (first, end) = (Math.Max(Math.Max(_first, other._first), from >> 6), Math.Min(End, other.End));
        for (var word = first; word < end; word++)
        {
            var both = _bits[word - _first] & other._bits[word - other._first];
            both &= word == from >> 6 ? ulong.MaxValue << from : ulong.MaxValue;
            if (both != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(both);
            }
        }
        return -1;
    }

    /// <summary>True when both have an action in common.</summary>
    public bool Overlaps(ActionSet other)
    {
        var (first, end) = (Math.Max(_first, other._first), Math.Min(End, other.End));
        for (var word = first; word < end; word++)
        {
            if ((_bits[word - _first] & other._bits[word - other._first]) != 0)
            {
                return true;
            }
        }
        return !Unknown.IsEmpty && !other.Unknown.IsEmpty && Unknown.Overlaps(other.Unknown);
    }

    /// <summary>True when all that is in the other set is in this one.</summary>
    public bool Covers(ActionSet other)
    {
        if (other._bits.Length > 0 && (other._first < _first || other.End > End))
        {
            return false;
        }
        for (var i = 0; i < other._bits.Length; i++)
        {
            if ((other._bits[i] & ~_bits[other._first + i - _first]) != 0)
            {
                return false;
            }
        }
        return other.Unknown.IsEmpty || Unknown.IsSupersetOf(other.Unknown);
    }

    /// <summary>The numbers of its actions in the catalogue, ascending: by service, then by name.</summary>
    public IEnumerable<int> Ids()
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var word = _bits[i]; word != 0; word &= word - 1)
            {
                yield return ((_first + i) << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    /// <inheritdoc />
    public bool Equals(ActionSet? other) => other is not null
        && (_bits.Length == 0 || _first == other._first) && _bits.AsSpan().SequenceEqual(other._bits) && Unknown.SetEquals(other.Unknown);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ActionSet);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(_bits.AsSpan()));
        hash.Add(Unknown.Count);
        return hash.ToHashCode();
    }

    private static void Add(ReadOnlySpan<ulong> bits, Span<ulong> to)
    {
        var wide = MemoryMarshal.Cast<ulong, Vector<ulong>>(bits);
        var wideTo = MemoryMarshal.Cast<ulong, Vector<ulong>>(to);
        for (var i = 0; i < wide.Length; i++)
        {
            wideTo[i] |= wide[i];
        }
        for (var i = wide.Length * Vector<ulong>.Count; i < bits.Length; i++)
        {
            to[i] |= bits[i];
        }
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
        if (pattern.Name.Exact is { } name)
        {
            if (catalogue.Find(new ActionName(service.Prefix, name)) is { } known)
            {
                bits[known >> 6] |= 1ul << known;
            }
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
        return Trimmed(0, bits, NoNames);
    }

    private static ActionSet Trimmed(int first, ulong[] bits, ImmutableSortedSet<string> names)
    {
        var from = bits.AsSpan().IndexOfAnyExcept(0ul);
        if (from < 0)
        {
            return names.IsEmpty ? None : new ActionSet(0, [], names);
        }
        var to = bits.AsSpan().LastIndexOfAnyExcept(0ul) + 1;
        return new ActionSet(first + from, from == 0 && to == bits.Length ? bits : bits[from..to], names);
    }
}
