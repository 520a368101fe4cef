using Portal.Data.Lists;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>Which of an identity's permissions. One form for the page's address and the API.</summary>
public sealed record PermissionFilter
{
    /// <summary>As of this time, or null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Of this service, or null for any.</summary>
    public string? Service { get; init; }

    /// <summary>Of this kind of power, or null for any.</summary>
    public AccessLevel? Access { get; init; }

    /// <summary>With a resource pattern that holds this text, or null for any.</summary>
    public string? Resource { get; init; }

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static PermissionFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static PermissionFilter Parse(QueryReader query) => new()
    {
        At = query.Instant("at"),
        Service = query.Text("service"),
        Access = query.Choice<AccessLevel>("access"),
        Resource = query.Text("resource", 2_000),
    };

    /// <summary>The query string that <see cref="Parse(string?)"/> reads again; empty when nothing is asked for.</summary>
    public string ToQuery() => new QueryWriter()
        .Add("at", At)
        .Add("service", Service)
        .Add("access", Access)
        .Add("resource", Resource)
        .ToString();
}
