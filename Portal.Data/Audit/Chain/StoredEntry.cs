using System.Text;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Chain;

/// <summary>An entry as the database holds it, with its hash worked out from that. To be used again for another.</summary>
/// <param name="bytes">Where the canonical form is written, by one entry after the other.</param>
internal sealed class StoredEntry(EntryBytes bytes)
{
    private static readonly int SequencePlace = PlaceOf("sequence");
    private static readonly int PreviousPlace = PlaceOf("previous");
    private static readonly int SubjectKindPlace = PlaceOf("subjectKind");
    private static readonly int HashPlace = EntryField.All.Count;
    private readonly StoredRow _row = new(HashPlace + 1);

    /// <summary>The sequence.</summary>
    public long Sequence { get; private set; }

    /// <summary>What is wrong with the entry by itself, or null: a column that holds what it never can, or content that does not give its hash.</summary>
    public string? Problem { get; private set; }

    /// <summary>The hash that the content gives; a new array for each entry, empty when it gives none.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The canonical form; good until another entry is worked out.</summary>
    public ReadOnlySpan<byte> Json => bytes.Json;

    /// <summary>What stands there as the hash of the entry before.</summary>
    public ReadOnlySpan<byte> Previous => _row.Bytes(PreviousPlace);

    /// <summary>Takes over what stands in a row.</summary>
    public void Take(StoredRow row)
    {
        _row.CopyFrom(row);
        Sequence = row.Number(SequencePlace);
    }

    /// <summary>Works out the hash of what was taken.</summary>
    public void WorkOut()
    {
        Hash = [];
        Problem = null;
        bytes.Start();
        for (var i = 0; i < EntryField.All.Count; i++)
        {
            if (!Add(i))
            {
                Problem = $"column {EntryField.All[i].Column} holds what can never have been written there";
                return;
            }
        }
        bytes.End();
        Hash = bytes.Hash();
        if (_row.KindOf(HashPlace) != StoredKind.Blob || !_row.Bytes(HashPlace).SequenceEqual(Hash))
        {
            Problem = "its content does not give its hash";
        }
    }

    /// <summary>Whether it is about a thing of this kind, which is cheaper to ask than to read it.</summary>
    public bool IsAbout(ReadOnlySpan<byte> subjectKind) => _row.Bytes(SubjectKindPlace).SequenceEqual(subjectKind);

    /// <summary>The text of a member's column, or null.</summary>
    public string? Text(string member) =>
        PlaceOf(member) is var place && _row.KindOf(place) == StoredKind.Text ? Encoding.UTF8.GetString(_row.Bytes(place)) : null;

    private static int PlaceOf(string member) => EntryField.All.Select((field, i) => (field, i)).Single(f => f.field.Name == member).i;

    private bool Add(int i) => _row.KindOf(i) switch
    {
        StoredKind.Null => bytes.AddNull(),
        StoredKind.Text => bytes.AddText(_row.Bytes(i)),
        StoredKind.Blob => bytes.AddHash(_row.Bytes(i)),
        StoredKind.Number when EntryField.All[i].Kind == EntryFieldKind.Instant => bytes.AddInstant(_row.Number(i)),
        StoredKind.Number => bytes.AddInteger(_row.Number(i)),
        StoredKind.Other => false,
    };
}
