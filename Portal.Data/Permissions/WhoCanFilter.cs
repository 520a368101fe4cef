using Portal.Data.Lists;

namespace Portal.Data.Permissions;

/// <summary>Who can do what, on what? One form for the page's address and the API.</summary>
public sealed record WhoCanFilter
{
    /// <summary>How many identities one may become after another when nothing else is asked for.</summary>
    public const int DefaultDepth = 3;

    /// <summary>The most that is followed.</summary>
    public const int MostDepth = 8;

    /// <summary>The action, for example <c>s3:GetObject</c>; null when it is not asked yet.</summary>
    public string? Action { get; init; }

    /// <summary>The resource's native id; <c>*</c> for every resource.</summary>
    public string Resource { get; init; } = "*";

    /// <summary>As of this time, or null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many identities one may become after another, 0 for none.</summary>
    public int Depth { get; init; } = DefaultDepth;

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static WhoCanFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static WhoCanFilter Parse(QueryReader query) => new()
    {
        Action = query.Text("action"),
        Resource = query.Text("resource", 2_048) ?? "*",
        At = query.Instant("at"),
        Depth = query.Number("depth", 0, MostDepth) ?? DefaultDepth,
    };

    /// <summary>The query string that <see cref="Parse(string?)"/> reads again; empty when nothing is asked for.</summary>
    public string ToQuery() => new QueryWriter()
        .Add("action", Action)
        .Add("resource", Resource == "*" ? null : Resource)
        .Add("at", At)
        .Add("depth", Depth == DefaultDepth ? null : Depth.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .ToString();
}
