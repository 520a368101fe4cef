using System.Text.Json;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// What AWS writes into <c>additionalEventData</c> when one of its managed MCP servers made the call for somebody: the condition keys
/// <c>aws:CalledViaAWSMCP</c> and <c>aws:ViaAWSMCPService</c>, which no caller can set.
/// </summary>
internal static class McpMarker
{
    private const string SomeServer = "an agent through an MCP server of AWS";

    /// <summary>Adds the mark, if there is one.</summary>
    /// <remarks>
    /// Services also put into this object what callers wrote: the page that one wants after signing in (<c>LoginTo</c>), user names,
    /// object keys, claims of a token. So it does not count that a server's name stands somewhere in it. What counts are members of the
    /// object itself, whose names the service chooses; these names; and a value that is a server's whole host name. Deeper members do
    /// not: the names of claims are somebody else's choice. <c>invokedBy</c> is how a record names the same server beside its caller.
    /// </remarks>
    public static void Add(ReadOnlySpan<byte> additional, ref List<AgentMark>? marks)
    {
        if (additional.IndexOf("AWSMCP"u8) < 0 && additional.IndexOf("invokedBy"u8) < 0)
        {
            return;
        }
        var reader = new Utf8JsonReader(additional, new JsonReaderOptions { MaxDepth = EventBody.DeepestNesting });
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            return;
        }
        string? unnamed = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("CalledViaAWSMCP"u8) || reader.ValueTextEquals("aws:CalledViaAWSMCP"u8) || reader.ValueTextEquals("invokedBy"u8))
            {
                var member = JsonTexts.Read(ref reader);
                reader.Read();
                if (reader.TokenType is JsonTokenType.String && JsonTexts.Read(ref reader) is var server && AgentServices.IsManagedMcpServer(server))
                {
                    (marks ??= []).Add(new AgentMark($"an agent through {server}", AttributionGrade.A, $"additionalEventData.{member} = {server}") { McpServer = server });
                }
                reader.Skip();
            }
            else if (reader.ValueTextEquals("ViaAWSMCPService"u8) || reader.ValueTextEquals("aws:ViaAWSMCPService"u8))
            {
                var member = JsonTexts.Read(ref reader);
                unnamed = reader.Truth() ? $"additionalEventData.{member} = true" : unnamed;
            }
            else
            {
                reader.SkipValue();
            }
        }
        if (unnamed is not null && marks is null)
        {
            marks = [new AgentMark(SomeServer, AttributionGrade.A, unnamed) { McpServer = string.Empty }];
        }
    }
}
