using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Tests.Audit.Chain;

namespace Portal.Tests.Audit.Proofs;

/// <summary>
/// Proofs that somebody made who knows the format and all that is public, but not the key: of another size, of nothing, from another record, of a
/// node in the place of an entry, from the empty record on. None is taken; the right ones beside them are.
/// </summary>
public sealed class ForgedProofTests
{
    private const int Small = 12;
    private const int Size = 21;
    private const int Least = 200;

    private static readonly SigningKey Key = SigningKey.Create("tests.example/audit");
    private static readonly SigningKey Namesake = SigningKey.Create("tests.example/audit");

    private static readonly JsonObject[] Entries = [.. Enumerable.Range(1, Size).Select(n => EntryOf(n, "ours"))];
    private static readonly JsonObject[] Foreign = [.. Enumerable.Range(1, Size).Select(n => EntryOf(n, "theirs"))];
    private static readonly byte[][] Leaves = [.. Entries.Select(LeafOf)];
    private static readonly byte[][] ForeignLeaves = [.. Foreign.Select(LeafOf)];

    [Fact]
    public void None_of_two_hundred_forged_exports_is_taken()
    {
        foreach (var (size, n) in from size in new[] { Small, Size } from n in Enumerable.Range(0, size) select (size, n))
        {
            // Else the refusals would prove nothing.
            Assert.True(Verify(Head(NoteOf(size)), Line(Entries[n], NaiveTree.Path(n, Leaves[..size]))).IsWhole);
        }

        var (tried, taken) = (0, new List<string>());
        foreach (var (kind, head, line) in Exports())
        {
            tried++;
            var result = Verify(head, line);
            if (result.IsWhole || result.Findings.Count == 0)
            {
                taken.Add($"{kind}: {line}");
            }
        }

        Assert.Empty(taken);
        Assert.InRange(tried, Least, int.MaxValue);
    }

    [Fact]
    public void No_history_is_proven_from_nothing_of_nothing_or_of_another_record()
    {
        var (tried, taken) = (0, new List<string>());
        void Try(string kind, long first, byte[] firstRoot, long size, byte[] root, IReadOnlyList<byte[]> proof)
        {
            tried++;
            if (MerkleProof.IsConsistent(first, firstRoot, size, root, proof))
            {
                taken.Add($"{kind} from {first} to {size}");
            }
        }

        for (var first = 1; first < Size; first++)
        {
            var (old, now, proof) = (NaiveTree.Root(Leaves[..first]), NaiveTree.Root(Leaves), NaiveTree.Proof(first, Leaves));
            Assert.True(MerkleProof.IsConsistent(first, old, Size, now, proof));
            Try("no proof", first, old, Size, now, []);
            Try("from the empty record", 0, MerkleHash.Empty, first, old, []);
            Try("from the empty record, with its root as the proof", 0, MerkleHash.Empty, first, old, [old]);
            Try("from the empty record, with a proof of another", 0, MerkleHash.Empty, Size, now, proof);
            Try("the proof of another size before", first + 1, NaiveTree.Root(Leaves[..(first + 1)]), Size, now, proof);
            Try("the proof of another size now", first, old, Size - 1, NaiveTree.Root(Leaves[..(Size - 1)]), proof);
            Try("a record that shrank", Size, now, first, old, proof);
            Try("another record before", first, NaiveTree.Root(ForeignLeaves[..first]), Size, now, proof);
            Try("another record now", first, old, Size, NaiveTree.Root(ForeignLeaves), proof);
            Try("another record's proof", first, old, Size, now, NaiveTree.Proof(first, ForeignLeaves));
            Try("the same size with another root", first, old, first, now, []);
            Try("one hash of twice the length", first, old, Size, now, [[.. proof[0], .. proof[0]], .. proof.Skip(1)]);
        }

        Assert.Empty(taken);
        Assert.InRange(tried, Least, int.MaxValue);
    }

    [Fact]
    public void No_node_of_the_tree_passes_for_an_entry()
    {
        var (tried, taken) = (0, new List<string>());
        for (var n = 0; n < Size; n++)
        {
            var path = NaiveTree.Path(n, Leaves);
            var hash = Leaves[n];
            for (var level = 0; level < path.Count; level++)
            {
                // The node above, in either order, with what is left of the way: for its own place, and for every other in the tree.
                foreach (var node in new[] { MerkleHash.OfNode(hash, path[level]), MerkleHash.OfNode(path[level], hash) })
                {
                    for (var place = 0; place < Size; place++)
                    {
                        tried++;
                        if (MerkleProof.IsIncluded(node, place, Size, [.. path.Skip(level + 1)], NaiveTree.Root(Leaves)))
                        {
                            taken.Add($"the node {level + 1} above entry {n} as entry {place}");
                        }
                    }
                }
                hash = IsRight(n, level) ? MerkleHash.OfNode(path[level], hash) : MerkleHash.OfNode(hash, path[level]);
            }
        }

        Assert.Empty(taken);
        Assert.InRange(tried, Least, int.MaxValue);
    }

    /// <summary>Whether the node so far above an entry is a right one: in the lower, whole part of the tree its place says so.</summary>
    private static bool IsRight(int n, int level) => ((n >> level) & 1) == 1;

    private static IEnumerable<(string Kind, string Head, string Line)> Exports()
    {
        var (root, foreignRoot) = (NaiveTree.Root(Leaves), NaiveTree.Root(ForeignLeaves));
        var signature = NoteOf(Size).Split("\n\n")[1];
        for (var n = 0; n < Size; n++)
        {
            var path = NaiveTree.Path(n, Leaves);
            var good = Line(Entries[n], path);
            yield return ("no proof", Head(NoteOf(Size)), Line(Entries[n], []));
            yield return ("a proof too short", Head(NoteOf(Size)), Line(Entries[n], [.. path.SkipLast(1)]));
            yield return ("a proof too long", Head(NoteOf(Size)), Line(Entries[n], [.. path, root]));
            yield return ("one hash of twice the length", Head(NoteOf(Size)), Line(Entries[n], [[.. path[0], .. path[0]], .. path.Skip(1)]));
            yield return ("another size than was signed", Head($"{new Checkpoint(Key.Public.Name, Size + 1, root).Text}\n{signature}"), good);
            yield return ("an earlier checkpoint", Head(NoteOf(Small)), good);
            yield return ("another entry's place", Head(NoteOf(Size)), Line(EntryOf(((n + 1) % Size) + 1, "ours"), path));
            yield return ("a place that is none", Head(NoteOf(Size)), Line(EntryOf(n % 2 == 0 ? -n : Size + n + 1, "ours"), path));
            yield return ("another record's entry", Head(NoteOf(Size)), Line(Foreign[n], NaiveTree.Path(n, ForeignLeaves)));
            yield return ("another record", Head(SignedCheckpoint.Of(new(Key.Public.Name, Size, foreignRoot), Namesake).Note), Line(Foreign[n], NaiveTree.Path(n, ForeignLeaves)));
            yield return ("another record under our signature", Head($"{new Checkpoint(Key.Public.Name, Size, foreignRoot).Text}\n{signature}"), Line(Foreign[n], NaiveTree.Path(n, ForeignLeaves)));
            yield return ("another record under our key's name and number", Head(Disguised(foreignRoot)), Line(Foreign[n], NaiveTree.Path(n, ForeignLeaves)));
            yield return ("our key, but for another purpose", Head(SignedCheckpoint.Of(new("elsewhere.example/audit", Size, root), Key).Note), good);
            yield return ("no signature", Head(new Checkpoint(Key.Public.Name, Size, root).Text + "\n"), good);
            yield return ("a node in the place of an entry", Head(NoteOf(Size)), Line(new JsonObject { ["sequence"] = n + 1, ["beforeDigest"] = null, ["afterDigest"] = null, ["node"] = Convert.ToBase64String(path[0]) }, [.. path.Skip(1)]));
        }
    }

    /// <summary>A checkpoint that the namesake signed, with the number of our key in the place of its own.</summary>
    private static string Disguised(byte[] root)
    {
        var note = SignedCheckpoint.Of(new(Key.Public.Name, Size, root), Namesake).Note;
        var encoded = note.TrimEnd('\n').Split(' ')[^1];
        byte[] ours = [.. Convert.FromBase64String(NoteOf(Size).TrimEnd('\n').Split(' ')[^1])[..4], .. Convert.FromBase64String(encoded)[4..]];
        return note.Replace(encoded, Convert.ToBase64String(ours), StringComparison.Ordinal);
    }

    private static string NoteOf(int size) => SignedCheckpoint.Of(new(Key.Public.Name, size, NaiveTree.Root(Leaves[..size])), Key).Note;

    private static string Head(string note) => new JsonObject { ["checkpoint"] = note, ["entry"] = null, ["before"] = null, ["after"] = null, ["proof"] = null }.ToJsonString();

    private static string Line(JsonObject entry, IReadOnlyList<byte[]> proof) => new JsonObject
    {
        ["checkpoint"] = null,
        ["entry"] = entry.DeepClone(),
        ["before"] = null,
        ["after"] = null,
        ["proof"] = new JsonArray([.. proof.Select(hash => JsonValue.Create(Convert.ToBase64String(hash)))]),
    }.ToJsonString();

    private static JsonObject EntryOf(long sequence, string action) =>
        new() { ["sequence"] = sequence, ["action"] = action, ["beforeDigest"] = null, ["afterDigest"] = null };

    private static byte[] LeafOf(JsonObject entry) => MerkleHash.OfLeaf(CanonicalJson.Of(JsonElement.Parse(entry.ToJsonString())));

    private static VerificationResult Verify(params IReadOnlyList<string> lines)
    {
        var check = new ExportCheck([Key.Public]);
        foreach (var line in lines)
        {
            if (check.Take(line) is not null)
            {
                break;
            }
        }
        return check.Result();
    }
}
