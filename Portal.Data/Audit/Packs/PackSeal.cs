using System.Security.Cryptography;
using System.Text;
using Portal.Data.Audit.Chain;

namespace Portal.Data.Audit.Packs;

/// <summary>The seal of a pack: its comment, which holds the digest of all bytes before it.</summary>
internal static class PackSeal
{
    /// <summary>Holds a whole file against it.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static async Task<Finding?> FindBreachAsync(FileStream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var before = file.Length - EvidencePack.SealLength;
        file.Position = 0;
        var buffer = new byte[64 * 1024];
        while (file.Position < before)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, before - file.Position)), cancellationToken);
            hash.AppendData(buffer.AsSpan(0, read));
        }
        var seal = new byte[EvidencePack.SealLength];
        await file.ReadExactlyAsync(seal, cancellationToken);
        return Encoding.ASCII.GetString(seal) == EvidencePack.SealMark + Convert.ToHexStringLower(hash.GetHashAndReset())
            ? null
            : new(null, "The ZIP around the files was changed: its seal, the comment at its end, is not that of its bytes");
    }
}
