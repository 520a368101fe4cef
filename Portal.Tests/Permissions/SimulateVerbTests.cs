using System.IO.Compression;
using System.Text;
using Portal.Tests.Platforms.Aws;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions;

/// <summary><c>simulate</c> as people run it: a program that reads a file and needs no database.</summary>
public sealed class SimulateVerbTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-simulate-").FullName;

    private static string Sound => new AwsCase().Identity(AwsCase.Full).Json.ToJsonString();

    [Fact]
    public async Task A_compressed_file_is_answered_line_by_line_and_no_database_is_made()
    {
        var file = Path.Combine(_directory, "cases.jsonl.gz");
        await using (var zip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes($"{Sound}\n{Sound}\n"));
        }

        var result = await PortalProcess.RunAsync(_directory, "simulate", "--platform", "aws", file);

        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Output.Split('\n').Count(line => line.StartsWith("{\"id\":\"case\",\"decision\":\"Allowed\"", StringComparison.Ordinal)));
        Assert.Equal([file], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_answered_with_its_error_and_the_run_ends_with_1()
    {
        var file = Path.Combine(_directory, "cases.jsonl");
        await File.WriteAllTextAsync(file, $"{Sound}\n{{\"id\":\"broken\"}}\n{Sound}", TestContext.Current.CancellationToken);

        var result = await PortalProcess.RunAsync(_directory, "simulate", "--platform", "aws", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("Not every case could be read: the answers with \"error\" say where and why.", result.Error.Trim());
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal("""{"id":"broken","error":"request: is missing"}""", lines[1]);
        Assert.Contains("\"Allowed\"", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var result = await PortalProcess.RunAsync(_directory, "simulate", "--platform", "aws", Path.Combine(_directory, "none.jsonl"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("none.jsonl", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
