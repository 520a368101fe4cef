using System.Security.Cryptography;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

/// <summary>What others wrote and we serve: with its licence, and as they published it.</summary>
public sealed class VendoredTests
{
    private const string Sums = "SHA256SUMS";

    /// <summary>The folders.</summary>
    public static TheoryData<string> Libraries => [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "wwwroot", "lib")).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task It_comes_with_its_licence_and_no_file_was_changed(string library)
    {
        var folder = Path.Combine(Repository.Root, "wwwroot", "lib", library);
        var sums = await File.ReadAllLinesAsync(Path.Combine(folder, Sums), TestContext.Current.CancellationToken);
        var files = Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != Sums).Order(StringComparer.OrdinalIgnoreCase);

        Assert.Equal(
            files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}"),
            sums.OrderBy(line => line.Split("  ")[^1], StringComparer.OrdinalIgnoreCase));
        Assert.Contains(sums, line => line.EndsWith("LICENSE", StringComparison.Ordinal));
    }
}
