using System.Text;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// The condition keys that an agent's mark on a CloudTrail record stands for. AWS sets <c>aws:ViaAWSMCPService</c> and
/// <c>aws:CalledViaAWSMCP</c> itself; the user agent is whatever the caller writes. A service that runs agents in its own name has no key of
/// its own here: nothing is said of it.
/// </summary>
internal static class AgentContextReader
{
    // One record has few texts to share.
    private const int Slots = 64;

    /// <summary>The keys; none when the text is no record or names no agent.</summary>
    public static AgentContext Read(string raw)
    {
        var json = Encoding.UTF8.GetBytes(raw);
        try
        {
            var record = CloudTrailRecord.Read(json, new JsonTexts(Slots));
            return Attribution.Marks(record, json.AsSpan()[record.Additional]) is { } marks ? Of(record, marks) : AgentContext.None;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            return AgentContext.None;
        }
    }

    private static AgentContext Of(CloudTrailRecord record, List<AgentMark> marks)
    {
        var asserted = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var servers = marks.Select(mark => mark.McpServer).OfType<string>().ToList();
        if (servers.Count > 0)
        {
            asserted["aws:ViaAWSMCPService"] = ["true"];
        }
        if (servers.Find(server => server.Length > 0) is { } named)
        {
            asserted["aws:CalledViaAWSMCP"] = [named];
        }
        var declared = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (record.UserAgent is { Length: > 0 } userAgent && marks.Exists(mark => mark.Grade == AttributionGrade.C))
        {
            // Amazon S3 writes the whole text in brackets.
            declared["aws:UserAgent"] = [userAgent is ['[', .. var inner, ']'] ? inner : userAgent];
        }
        return new(asserted, declared);
    }
}
