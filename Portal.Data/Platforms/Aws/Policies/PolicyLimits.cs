namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// How large a policy document may be. AWS's own limits are far below; past these a document is not worked on, and what it says is unknown: never
/// taken for nothing.
/// </summary>
internal static class PolicyLimits
{
    /// <summary>Characters a document; the longest policy that AWS itself publishes has about 157,000.</summary>
    public const int DocumentLength = 1_048_576;

    /// <summary>How deep the JSON may nest; a sound policy needs six levels.</summary>
    public const int Depth = 16;

    /// <summary>Statements a document.</summary>
    public const int Statements = 5_000;

    /// <summary>Statements of a document that are still followed where all that it allows is asked for; the most that AWS itself publishes are 162.</summary>
    public const int FollowedStatements = 200;

    /// <summary>Entries of all actions, resources, principals and condition values together; the most that AWS itself publishes are 4,587.</summary>
    public const int Entries = 20_000;

    /// <summary>Characters of one action, resource, principal or condition value; an ARN has at most 2,048.</summary>
    public const int EntryLength = 4_096;

    /// <summary>True when brackets outside of texts nest deeper than <see cref="Depth"/>, whether or not it is JSON besides.</summary>
    public static bool IsTooDeep(ReadOnlySpan<char> text)
    {
        var (depth, isText) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when isText:
                    at++;
                    break;
                case '"':
                    isText = !isText;
                    break;
                case '{' or '[' when !isText:
                    if (++depth > Depth)
                    {
                        return true;
                    }
                    break;
                case '}' or ']' when !isText:
                    depth--;
                    break;
            }
        }
        return false;
    }
}
