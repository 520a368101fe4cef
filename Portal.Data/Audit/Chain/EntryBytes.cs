using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Data.Access;

namespace Portal.Data.Audit.Chain;

/// <summary>
/// Writes the canonical form of an entry, member by member in the order of <see cref="EntryField.All"/>. Nothing in it depends on a
/// language, a machine or an engine. To be used again for the next entry; not by two at once.
/// </summary>
internal sealed class EntryBytes
{
    private const int InstantLength = 28;
    private const int LongestNumber = 20;
    private static readonly Dictionary<string, byte[]> ActorKinds = Choices<CallerKind>();
    private static readonly Dictionary<string, byte[]> Outcomes = Choices<AuditOutcome>();
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private int _next;

    /// <summary>The canonical form without the prefix of a leaf.</summary>
    public ReadOnlySpan<byte> Json => _bytes.WrittenSpan[1..];

    /// <summary>The entry's hash: that of a leaf of the tree, and what the next entry names as its previous one.</summary>
    public byte[] Hash() => MerkleHash.Of(_bytes.WrittenSpan);

    /// <summary>Writes the hash into <paramref name="to"/>.</summary>
    public void Hash(Span<byte> to) => MerkleHash.Of(_bytes.WrittenSpan, to);

    /// <summary>The hash of an entry.</summary>
    public byte[] Hash(AuditEntry entry)
    {
        Write(entry);
        return Hash();
    }

    /// <summary>The canonical form of an entry.</summary>
    public void Write(AuditEntry entry)
    {
        Start();
        foreach (var field in EntryField.All)
        {
            Add(field.Read(entry));
        }
        End();
    }

    /// <summary>Begins an entry.</summary>
    public void Start()
    {
        _bytes.ResetWrittenCount();
        _bytes.Write([MerkleHash.LeafPrefix]);
        _next = 0;
    }

    /// <summary>Ends it after all its members.</summary>
    public void End() => _bytes.Write("}"u8);

    /// <summary>The next member, absent.</summary>
    /// <returns>False when it must not be.</returns>
    public bool AddNull()
    {
        var kind = Open();
        _bytes.Write("null"u8);
        return kind is EntryFieldKind.OptionalText or EntryFieldKind.Digest;
    }

    /// <summary>The next member, from a text's bytes.</summary>
    /// <returns>False when they are not UTF-8 or not one of what is possible there.</returns>
    public bool AddText(ReadOnlySpan<byte> utf8)
    {
        switch (Open())
        {
            case EntryFieldKind.Text or EntryFieldKind.OptionalText when Utf8.IsValid(utf8):
                CanonicalJson.WriteText(_bytes, utf8);
                return true;
            case EntryFieldKind.Digest when Utf8.IsValid(utf8):
                Span<byte> digest = stackalloc byte[MerkleHash.Length];
                MerkleHash.Of(utf8, digest);
                WriteHex(digest);
                return true;
            case EntryFieldKind.ActorKind:
                return WriteChoice(ActorKinds, utf8);
            case EntryFieldKind.Outcome:
                return WriteChoice(Outcomes, utf8);
            default:
                return false;
        }
    }

    /// <summary>The next member, from a time in ticks of UTC.</summary>
    /// <returns>False when there is no such time, or the member is none.</returns>
    public bool AddInstant(long ticks)
    {
        if (Open() != EntryFieldKind.Instant || ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }
        _bytes.Write("\""u8);
        // yyyy-MM-ddTHH:mm:ss.fffffffZ, whatever the culture.
        Utf8Formatter.TryFormat(new DateTime(ticks, DateTimeKind.Utc), _bytes.GetSpan(InstantLength), out var written, 'O');
        _bytes.Advance(written);
        _bytes.Write("\""u8);
        return true;
    }

    /// <summary>The next member, from a hash.</summary>
    /// <returns>False when it has not the length of one, or the member is none.</returns>
    public bool AddHash(ReadOnlySpan<byte> hash)
    {
        if (Open() != EntryFieldKind.Hash || hash.Length != MerkleHash.Length)
        {
            return false;
        }
        WriteHex(hash);
        return true;
    }

    /// <summary>The next member, from a number.</summary>
    /// <returns>False when the member is none.</returns>
    public bool AddInteger(long number)
    {
        if (Open() != EntryFieldKind.Integer)
        {
            return false;
        }
        Utf8Formatter.TryFormat(number, _bytes.GetSpan(LongestNumber), out var written);
        _bytes.Advance(written);
        return true;
    }

    private static Dictionary<string, byte[]> Choices<T>()
        where T : struct, Enum => Enum.GetNames<T>().ToDictionary(
            name => name, name => JsonSerializer.SerializeToUtf8Bytes(JsonNamingPolicy.CamelCase.ConvertName(name)), StringComparer.Ordinal);

    private EntryFieldKind Open()
    {
        var field = EntryField.All[_next++];
        _bytes.Write(field.Opening);
        return field.Kind;
    }

    private void Add(object? value)
    {
        var isGood = value switch
        {
            null => AddNull(),
            string text => AddText(Encoding.UTF8.GetBytes(text)),
            DateTimeOffset at => AddInstant(at.UtcTicks),
            byte[] hash => AddHash(hash),
            long number => AddInteger(number),
            _ => false,
        };
        if (!isGood)
        {
            throw new InvalidOperationException($"'{value}' cannot stand in an audit entry as {EntryField.All[_next - 1].Name}.");
        }
    }

    private bool WriteChoice(Dictionary<string, byte[]> choices, ReadOnlySpan<byte> utf8)
    {
        foreach (var (name, quoted) in choices)
        {
            if (Ascii.Equals(utf8, name))
            {
                _bytes.Write(quoted);
                return true;
            }
        }
        return false;
    }

    private void WriteHex(ReadOnlySpan<byte> hash)
    {
        _bytes.Write("\""u8);
        Convert.TryToHexStringLower(hash, _bytes.GetSpan(2 * hash.Length), out var written);
        _bytes.Advance(written);
        _bytes.Write("\""u8);
    }
}
