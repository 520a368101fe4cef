using System.IO.Compression;
using System.Text;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Snapshots;
using Portal.Tests.Support;

namespace Portal.Tests.Platforms;

/// <summary>Unpacking uploads, and refusing those that unpack to too much.</summary>
public sealed class SnapshotFilesTests
{
    [Fact]
    public async Task A_ZIP_is_read_as_the_files_in_it()
    {
        var zip = Zipped(
            ("pages/page-1.json", ExportFiles.Text("page-1.json")),
            ("pages/page-2.json", ExportFiles.Text("page-2.json")),
            ("README.md", "about"),
            ("__MACOSX/pages/._page-1.json", "x"),
            (".DS_Store", "x"));

        var files = SnapshotFiles.Unpack([ExportFiles.Of("export.zip", zip)]);

        Assert.Equal(["export.zip/pages/page-1.json", "export.zip/pages/page-2.json"], files.Select(file => file.Name));
        var items = await new AwsSnapshotReader().ReadAllAsync([.. files]);
        Assert.True(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
    }

    [Fact]
    public void Gzip_is_unpacked_alone_and_in_a_ZIP_and_anything_else_stays()
    {
        var packed = Gzipped("{\"a\":1}");

        var files = SnapshotFiles.Unpack([ExportFiles.Of("a.json.gz", packed), ExportFiles.Of("b.zip", Zipped(("c.json.gz", Encoding.Latin1.GetString(packed)))), ExportFiles.Of("d.json", "{}")]);

        Assert.Equal(["{\"a\":1}", "{\"a\":1}", "{}"], files.Select(Text));
        Assert.Equal("{\"a\":1}", Text(files[0]));
    }

    [Fact]
    public void A_decompression_bomb_is_refused_before_it_is_unpacked_far()
    {
        var zeros = new string(' ', 64 * 1024 * 1024);

        foreach (var file in SnapshotFiles.Unpack([ExportFiles.Of("bomb.zip", Zipped(("bomb.json", zeros))), ExportFiles.Of("bomb.gz", Gzipped(zeros))]))
        {
            var refusal = Assert.Throws<SnapshotFormatException>(() => Text(file));

            Assert.Contains("decompression bomb", refusal.Cause, StringComparison.Ordinal);
            Assert.Equal(file.Name, refusal.File);
        }
    }

    [Fact]
    public void More_than_the_allowed_bytes_are_refused_without_unpacking()
    {
        var limits = new SnapshotLimits(Bytes: 1_000);

        Assert.Throws<SnapshotFormatException>(() => SnapshotFiles.Unpack([ExportFiles.Of("a.zip", Zipped(("a", new string('x', 600)), ("b", new string('y', 600))))], limits));
        var gzip = SnapshotFiles.Unpack([ExportFiles.Of("a.gz", Gzipped(new string('x', 1_200)))], limits).Single();
        Assert.Throws<SnapshotFormatException>(() => Text(gzip));
    }

    [Fact]
    public void Too_many_entries_are_refused()
    {
        var many = Zipped([.. Enumerable.Range(0, 11).Select(i => ($"{i}.json", "{}"))]);

        var refusal = Assert.Throws<SnapshotFormatException>(() => SnapshotFiles.Unpack([ExportFiles.Of("many.zip", many)], new SnapshotLimits(Entries: 10)));

        Assert.Contains("more than 10 files", refusal.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_lies_about_its_number_of_entries_is_counted()
    {
        var many = Zipped([.. Enumerable.Range(0, 11).Select(i => ($"{i}.json", "{}"))]);
        var end = many.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        (many[end + 8], many[end + 10]) = (1, 1);

        Assert.Throws<SnapshotFormatException>(() => SnapshotFiles.Unpack([ExportFiles.Of("many.zip", many)], new SnapshotLimits(Entries: 10)));
    }

    [Fact]
    public async Task A_ZIP_in_a_ZIP_is_refused()
    {
        var files = SnapshotFiles.Unpack([ExportFiles.Of("outer.zip", Zipped(("inner.zip", Encoding.Latin1.GetString(Zipped(("a.json", "{}"))))))]);

        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => new AwsSnapshotReader().ReadAllAsync([.. files]));

        Assert.Contains("ZIP inside a ZIP", refusal.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_point_elsewhere_are_only_shown()
    {
        var files = SnapshotFiles.Unpack([ExportFiles.Of("slip.zip", Zipped(("../../etc/passwd.json", "{}")))]);

        Assert.Equal("slip.zip/../../etc/passwd.json", files.Single().Name);
        Assert.Equal("{}", Text(files.Single()));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("nothing")]
    public void A_ZIP_that_holds_nothing_to_read_is_refused(string how)
    {
        var zip = how switch
        {
            "cut" => Zipped(("a.json", new string('x', 500)))[..60],
            "empty" => Zipped(),
            _ => Zipped(("readme.pdf", "x")),
        };

        var refusal = Assert.Throws<SnapshotFormatException>(() => SnapshotFiles.Unpack([ExportFiles.Of("a.zip", zip)]));

        Assert.Equal("a.zip", refusal.File);
    }

    [Fact]
    public void Damaged_data_name_the_file()
    {
        var zip = Zipped(("a.json", string.Join(',', Enumerable.Range(0, 5_000))));
        zip.AsSpan(200, 400).Fill(0xFF);

        var file = SnapshotFiles.Unpack([ExportFiles.Of("a.zip", zip)]).Single();

        Assert.Equal("a.zip/a.json", Assert.Throws<SnapshotFormatException>(() => Text(file)).File);
    }

    private static string Text(SnapshotFile file)
    {
        using var reader = new StreamReader(file.Open());
        return reader.ReadToEnd();
    }

    private static byte[] Zipped(params (string Name, string Text)[] entries)
    {
        using var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(text.Any(letter => letter > 0xFF) ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text));
            }
        }
        return output.ToArray();
    }

    private static byte[] Gzipped(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return output.ToArray();
    }
}
