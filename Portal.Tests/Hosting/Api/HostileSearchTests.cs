using System.Diagnostics;
using System.Text.RegularExpressions;
using Portal.Data.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Api;

/// <summary>Texts that make careless patterns look for ever, in every search and filter of every list: each answer comes as fast as any.</summary>
public sealed partial class HostileSearchTests : IAsyncLifetime
{
    // A busy machine slows one try down, a pattern that never ends all of them.
    private const int Tries = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Texts =
    [
        new string('a', 3_000) + "!",
        "(a+)+$" + new string('a', 1_000),
        string.Concat(Enumerable.Repeat("%_", 400)) + "x",
        string.Concat(Enumerable.Repeat("*a", 800)) + "b",
        string.Concat(Enumerable.Repeat("a?", 800)) + new string('a', 800),
        new string('[', 1_500) + new string('\\', 500) + new string('"', 500),
        string.Concat(Enumerable.Repeat("\uFDFA", 300)),
    ];

    private PortalServer _portal = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync();
        _client = await _portal.CreateClientAsync(TokenScope.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task None_of_them_keeps_a_list_from_answering()
    {
        var names = Names();
        Assert.Contains("q", names);
        var lists = EveryRoute.Of(_portal).Where(r => r.Method == "GET" && !r.Pattern.Contains('{', StringComparison.Ordinal)
            && (r.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal) || r.Pattern.StartsWith("/scim/", StringComparison.Ordinal))).Select(r => r.Pattern).ToList();
        var wrong = new List<string>();
        var asked = 0;

        foreach (var (list, name, text) in from list in lists from name in names from text in Texts select (list, name, text))
        {
            var address = new Uri($"{list}?{name}={Uri.EscapeDataString(text)}", UriKind.Relative);
            var fastest = TimeSpan.MaxValue;
            for (var i = 0; i < Tries && fastest > Longest; i++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await _client.GetAsync(address, Token);
                await answer.Content.CopyToAsync(Stream.Null, Token);
                var took = Stopwatch.GetElapsedTime(began);
                fastest = took < fastest ? took : fastest;
                if ((int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{list}?{name}=… answered {(int)answer.StatusCode}");
                }
            }
            if (fastest > Longest)
            {
                wrong.Add($"{list}?{name}={text[..10]}… took {fastest.TotalMilliseconds:0} ms");
            }
            asked++;
        }

        Assert.Empty(wrong);
        Assert.InRange(asked, 2_000, int.MaxValue);
    }

    /// <summary>What lists read out of their addresses as text, found where they are read so that no new one is forgotten.</summary>
    private static HashSet<string> Names() =>
    [
        "filter", "after",
        .. Repository.SourceFiles(".cs").Where(path => !path.StartsWith("Portal.Tests/", StringComparison.Ordinal))
            .SelectMany(path => TextParameter().Matches(Repository.Read(path)).Select(match => match.Groups["name"].Value)),
    ];

    [GeneratedRegex(@"\b(?:query|reader)\.Text\(""(?<name>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextParameter();
}
