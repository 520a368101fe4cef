using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.Demo;

/// <summary>An event to play: a record in the platform's own form, with gaps for its times and ids.</summary>
/// <param name="Title">What happens, for people.</param>
/// <param name="Record">The record.</param>
internal sealed record SimulatedEvent(string Title, JsonElement Record)
{
    private static readonly TimeSpan SessionAge = TimeSpan.FromMinutes(7);

    /// <summary>The record as if it happened at <paramref name="now"/>, under an id that no other event has and that says what it is.</summary>
    public ReadOnlyMemory<byte> Fill(DateTimeOffset now) => Encoding.UTF8.GetBytes(new StringBuilder(Record.GetRawText())
        .Replace("{{eventTime}}", Text(now))
        .Replace("{{sessionTime}}", Text(now - SessionAge))
        .Replace("{{eventId}}", $"simulated-{Guid.CreateVersion7()}")
        .Replace("{{requestId}}", Guid.CreateVersion7().ToString())
        .ToString());

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
