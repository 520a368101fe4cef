using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>What an installed portal writes to its log, whatever others would like to stand there.</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("a\nfail: Portal[0] An administrator signed in")]
    [InlineData("a\r\n{\"LogLevel\":\"Error\"}")]
    [InlineData("\u001b[2J\u001b[31mred")]
    [InlineData("\"},{\"Message\":\"made up\"")]
    [InlineData("\u2028\u2029\u0085\0")]
    public void One_event_is_one_line_of_JSON(string hostile)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "Portal", "appsettings.json")).Build();
        using var services = new ServiceCollection().AddLogging(logging => logging.AddConsole()).BuildServiceProvider();
        var formatter = services.GetServices<ConsoleFormatter>().Single(f => f.Name == settings["Logging:Console:FormatterName"]);
        using var written = new StringWriter();

        formatter.Write(
            new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
                LogLevel.Warning, hostile, new EventId(1, hostile), [new("Name", hostile)], new InvalidOperationException(hostile), (_, _) => $"Signing in {hostile} failed."),
            scopeProvider: null,
            written);

        var line = Assert.Single(written.ToString().Split(['\n', '\r', '\u2028', '\u2029', '\u0085'], StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(line, c => char.IsControl(c));
        Assert.Contains(hostile, JsonElement.Parse(line).GetProperty("Message").GetString(), StringComparison.Ordinal);
    }
}
