using System.Text;
using Portal.Data.Platforms;

namespace Portal.Tests.Support;

/// <summary>Export files for tests: out of the fixtures, or out of texts.</summary>
internal static class ExportFiles
{
    /// <summary>A fixture of <c>Platforms/Aws/Fixtures</c>.</summary>
    public static SnapshotFile Fixture(string name) =>
        new(name, () => typeof(ExportFiles).Assembly.GetManifestResourceStream($"Portal.Tests.Platforms.Aws.Fixtures.{name}")
            ?? throw new FileNotFoundException($"There is no fixture {name}."), Length: null);

    /// <summary>A file with this text.</summary>
    public static SnapshotFile Of(string name, string text) => Of(name, Encoding.UTF8.GetBytes(text));

    /// <summary>A file with these bytes.</summary>
    public static SnapshotFile Of(string name, byte[] content) => new(name, () => new MemoryStream(content, writable: false), content.Length);

    /// <summary>The text of a fixture.</summary>
    public static string Text(string fixture)
    {
        using var reader = new StreamReader(Fixture(fixture).Open());
        return reader.ReadToEnd();
    }

    /// <summary>Everything that <paramref name="reader"/> finds in the files.</summary>
    public static async Task<List<SnapshotItem>> ReadAllAsync(this ISnapshotReader reader, params SnapshotFile[] files)
    {
        List<SnapshotItem> items = [];
        await foreach (var item in reader.ReadAsync(files, TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }
        return items;
    }
}
