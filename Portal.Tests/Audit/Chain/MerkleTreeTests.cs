using System.Buffers.Binary;
using CsCheck;
using Portal.Data.Audit.Chain;

namespace Portal.Tests.Audit.Chain;

public sealed class MerkleTreeTests
{
    private const int MostLeaves = 700;

    // The leaves and roots that the reference implementation of RFC 6962 tests itself with.
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly byte[][] Many = [.. Enumerable.Range(0, MostLeaves).Select(LeafHash)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roots_are_those_of_the_reference_implementation()
    {
        var leaves = Leaves.Select(l => MerkleHash.OfLeaf(Convert.FromHexString(l))).ToList();

        for (var size = 1; size <= leaves.Count; size++)
        {
            var tiles = new MemoryTiles(leaves.Take(size));
            Assert.Equal(Roots[size - 1], Convert.ToHexStringLower(tiles.Frontier.Root()));
            Assert.Equal(Roots[size - 1], Convert.ToHexStringLower(await new MerkleTree(tiles).RootAsync(size, Cancelled)));
        }
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(new MerkleFrontier().Root()));
    }

    [Fact]
    public async Task Proofs_are_those_that_the_RFC_defines() => await Sizes().SampleAsync(async sizes =>
    {
        var (small, size) = sizes;
        IReadOnlyList<byte[]> leaves = Many[..size];
        var tree = new MerkleTree(new MemoryTiles(leaves));

        Assert.Equal(NaiveTree.Root(leaves), await tree.RootAsync(size, Cancelled));
        Assert.Equal(NaiveTree.Path(small - 1, leaves), await tree.ProveInclusionAsync(small - 1, size, Cancelled));
        Assert.Equal(NaiveTree.Proof(small, leaves), await tree.ProveConsistencyAsync(small, size, Cancelled));
    }, iter: 300);

    [Fact]
    public async Task A_tree_that_has_grown_still_proves_what_it_was() => await Sizes().SampleAsync(async sizes =>
    {
        var (small, size) = sizes;
        var tree = new MerkleTree(new MemoryTiles(Many[..size]));

        Assert.Equal(NaiveTree.Root(Many[..small]), await tree.RootAsync(small, Cancelled));
        Assert.Equal(NaiveTree.Path(small / 2, Many[..small]), await tree.ProveInclusionAsync(small / 2, small, Cancelled));
    }, iter: 300);

    [Fact]
    public async Task Who_goes_on_from_a_stored_edge_comes_to_the_same_root() => await Sizes().SampleAsync(async sizes =>
    {
        var (small, size) = sizes;
        var frontier = await new MerkleTree(new MemoryTiles(Many[..small])).FrontierAsync(small, Cancelled);

        foreach (var leaf in Many[small..size])
        {
            frontier.Add(leaf);
        }

        Assert.Equal(NaiveTree.Root(Many[..size]), frontier.Root());
    }, iter: 300);

    [Fact]
    public void Good_proofs_are_accepted_and_any_other_is_not() => Gen.Select(Sizes(), Gen.Int[0, 5], Gen.Int[0, 1000]).Sample((sizes, kind, at) =>
    {
        var (small, size) = sizes;
        IReadOnlyList<byte[]> leaves = Many[..size];
        var (root, oldRoot) = (NaiveTree.Root(leaves), NaiveTree.Root(Many[..small]));
        var path = NaiveTree.Path(small - 1, leaves);
        var proof = NaiveTree.Proof(small, leaves);

        Assert.True(MerkleProof.IsIncluded(Many[small - 1], small - 1, size, path, root));
        Assert.True(MerkleProof.IsConsistent(small, oldRoot, size, root, proof));

        if (Spoilt(path, kind, at) is { } badPath)
        {
            Assert.False(MerkleProof.IsIncluded(Many[small - 1], small - 1, size, badPath, root));
        }
        if (Spoilt(proof, kind, at) is { } badProof)
        {
            Assert.False(MerkleProof.IsConsistent(small, oldRoot, size, root, badProof));
        }
        Assert.False(MerkleProof.IsIncluded(Many[small % size], small - 1, size, path, root) && size > 1);
        Assert.False(MerkleProof.IsIncluded(Many[small - 1], small, size, path, root));
        Assert.False(MerkleProof.IsIncluded(Many[small - 1], small - 1, size, path, oldRoot) && small != size);
        Assert.False(MerkleProof.IsConsistent(small, root, size, oldRoot, proof) && small != size);
    });

    [Fact]
    public void A_node_does_not_pass_for_a_leaf()
    {
        var node = MerkleHash.OfNode(Many[0], Many[1]);
        var root = MerkleHash.OfNode(node, MerkleHash.OfNode(Many[2], Many[3]));

        Assert.False(MerkleProof.IsIncluded(node, 0, 4, [MerkleHash.OfNode(Many[2], Many[3])], root));
        Assert.NotEqual(node, MerkleHash.OfLeaf([.. Many[0], .. Many[1]]));
    }

    [Fact]
    public void Proofs_of_nothing_are_refused()
    {
        Assert.False(MerkleProof.IsConsistent(0, MerkleHash.Empty, 5, NaiveTree.Root(Many[..5]), []));
        Assert.False(MerkleProof.IsConsistent(6, NaiveTree.Root(Many[..6]), 5, NaiveTree.Root(Many[..5]), []));
        Assert.False(MerkleProof.IsIncluded(Many[0], 0, 0, [], MerkleHash.Empty));
        Assert.False(MerkleProof.IsIncluded(Many[0], -1, 5, [], NaiveTree.Root(Many[..5])));
        Assert.False(MerkleProof.IsIncluded(Many[0], 0, 2, [[]], NaiveTree.Root(Many[..2])));
    }

    [Fact]
    public async Task A_proof_reads_few_tiles()
    {
        var tiles = new MemoryTiles(Many);
        var tree = new MerkleTree(tiles);

        await tree.ProveInclusionAsync(3, MostLeaves, Cancelled);

        Assert.InRange(tiles.Reads, 1, 3);
    }

    [Fact]
    public async Task A_hash_that_is_not_there_is_named()
    {
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => new MerkleTree(new MemoryTiles(Many[..5])).RootAsync(8, Cancelled));

        Assert.Contains("no hash 5 on level 0", missing.Message, StringComparison.Ordinal);
    }

    /// <summary>Two sizes, the first not above the second; often at the borders of tiles.</summary>
    private static Gen<(int Small, int Size)> Sizes() =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 20], Gen.Int[250, 262], Gen.Int[508, 516], Gen.Int[1, MostLeaves]), Gen.Int[1, MostLeaves])
            .Select(pair => (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2)));

    /// <summary>A proof made wrong in one of several ways; null where that is not possible.</summary>
    private static IReadOnlyList<byte[]>? Spoilt(IReadOnlyList<byte[]> proof, int kind, int at) => (kind, proof.Count) switch
    {
        (0, _) => [.. proof, Many[0]],
        (1, > 0) => [.. proof.SkipLast(1)],
        (2, > 0) => [.. proof.Skip(1)],
        (3, > 0) => [.. proof.Select((hash, i) => i == at % proof.Count ? Flipped(hash, at) : hash)],
        (4, > 1) => [.. proof.Reverse()],
        (5, > 0) => [],
        _ => null,
    };

    private static byte[] Flipped(byte[] hash, int at)
    {
        byte[] flipped = [.. hash];
        flipped[at % flipped.Length] ^= 1;
        return flipped;
    }

    private static byte[] LeafHash(int i)
    {
        var leaf = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(leaf, i);
        return MerkleHash.OfLeaf(leaf);
    }
}
