using System.IO.Compression;

namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>Opens the compressed JSON files that are embedded beside this class.</summary>
internal static class EmbeddedJson
{
    /// <summary>The whole file, uncompressed.</summary>
    public static byte[] Read(string file)
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The resource {file} is not embedded in the assembly.");
        using var unzipped = new GZipStream(stream, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unzipped.CopyTo(bytes);
        return bytes.ToArray();
    }
}
