using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>Compiled policies by the bytes they were written with: cases of one file repeat the same few. Not for several threads at once.</summary>
internal sealed class PolicyBytes
{
    private const int MaxBytes = 32 * 1024 * 1024;

    private readonly Dictionary<byte[], CasePolicy> _known;
    private readonly Dictionary<byte[], CasePolicy>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private int _bytes;

    /// <summary>Starts empty.</summary>
    public PolicyBytes()
    {
        _known = new Dictionary<byte[], CasePolicy>(new SameBytes());
        _bySpan = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The document, compiled, or why it counts for nothing.</summary>
    public CasePolicy Get(JsonElement document)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(document);
        if (_bySpan.TryGetValue(raw, out var found))
        {
            return found;
        }
        found = CasePolicy.Read(document);
        if (_bytes + raw.Length > MaxBytes)
        {
            _known.Clear();
            _bytes = 0;
        }
        _bytes += raw.Length;
        _bySpan[raw] = found;
        return found;
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
