using System.Globalization;
using Portal.Data.People;
using Portal.Shared;

namespace Portal.People;

/// <summary>What the mail about a break-glass token says.</summary>
/// <param name="token">The token.</param>
/// <param name="reader">Who reads it.</param>
/// <param name="record">Where the record shows what was done with it.</param>
/// <param name="tokens">Where it is revoked.</param>
public sealed class BreakGlassWords(BreakGlassToken token, string reader, Uri record, Uri tokens)
{
    /// <summary>The subject line; nothing from outside stands in it.</summary>
    public const string Subject = "A break-glass token for the whole portal was made";

    /// <summary>The first line.</summary>
    public string Greeting { get; } = $"Hello {Visible.Spell(reader)},";

    /// <summary>What happened.</summary>
    public string What { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"On {token.At.UtcDateTime:yyyy-MM-dd 'at' HH:mm} UTC somebody on the portal’s machine made an API token that may do everything. It is called “{Visible.Spell(token.Name)}” and begins with {token.Prefix}.");

    /// <summary>What to do.</summary>
    public string Do { get; } = "If you do not know why, revoke it now: whoever holds it can change people, tokens and reviews. Everything that is done with it is marked in the record.";

    /// <inheritdoc cref="BreakGlassWords(BreakGlassToken, string, Uri, Uri)"/>
    public Uri Record { get; } = record;

    /// <inheritdoc cref="BreakGlassWords(BreakGlassToken, string, Uri, Uri)"/>
    public Uri Tokens { get; } = tokens;
}
