using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>
/// Compiled policies by the bytes they were written with: cases of one file repeat the same few. One that came only once is not kept, so that
/// a file whose policies are all different leaves nothing behind. For several threads at once.
/// </summary>
internal sealed class PolicyBytes
{
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly ConcurrentDictionary<byte[], CasePolicy> _known;
    private readonly ConcurrentDictionary<byte[], CasePolicy>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    /// <summary>The hash that came last to each place. Two threads may overwrite each other, which only costs a compilation.</summary>
    private readonly int[] _cameOnce = new int[1 << 15];
    private int _bytes;

    /// <summary>Starts empty.</summary>
    public PolicyBytes()
    {
        _known = new ConcurrentDictionary<byte[], CasePolicy>(new SameBytes());
        _bySpan = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>How many policies are kept.</summary>
    public int Count => _known.Count;

    /// <summary>The document, compiled, or why it counts for nothing.</summary>
    public CasePolicy Get(JsonElement document)
    {
        var raw = JsonMarshal.GetRawUtf8Value(document);
        if (_bySpan.TryGetValue(raw, out var found))
        {
            return found;
        }
        found = CasePolicy.Read(document);
        var hash = SameBytes.Hash(raw);
        ref var last = ref _cameOnce[hash & (_cameOnce.Length - 1)];
        if (last != hash)
        {
            last = hash;
            return found;
        }
        if (Interlocked.Add(ref _bytes, raw.Length) > MaxBytes)
        {
            _known.Clear();
            Interlocked.Exchange(ref _bytes, raw.Length);
        }
        _bySpan[raw] = found;
        return found;
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static int Hash(ReadOnlySpan<byte> bytes)
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => Hash(obj);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => Hash(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
