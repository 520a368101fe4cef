namespace Portal.People.Scim;

/// <summary>What a client asked for cannot be done, said as RFC 7644, section 3.12, has it.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="scimType">The kind of error, from the RFC's table, or null.</param>
/// <param name="detail">What is wrong, for people.</param>
internal sealed class ScimException(int status, string? scimType, string detail) : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The kind of error, from the RFC's table, or null.</summary>
    public string? ScimType { get; } = scimType;

    /// <summary>A value has the wrong type or makes no sense.</summary>
    public static ScimException InvalidValue(string detail) => new(StatusCodes.Status400BadRequest, "invalidValue", detail);

    /// <summary>A filter cannot be read.</summary>
    public static ScimException InvalidFilter(string detail) => new(StatusCodes.Status400BadRequest, "invalidFilter", detail);

    /// <summary>A path cannot be read.</summary>
    public static ScimException InvalidPath(string detail) => new(StatusCodes.Status400BadRequest, "invalidPath", detail);

    /// <summary>The body is not what it has to be.</summary>
    public static ScimException InvalidSyntax(string detail) => new(StatusCodes.Status400BadRequest, "invalidSyntax", detail);

    /// <summary>There is no such resource.</summary>
    public static ScimException NotFound() => new(StatusCodes.Status404NotFound, scimType: null, "There is no such resource.");

    /// <summary>Another resource has this name, address or id.</summary>
    public static ScimException Uniqueness() => new(StatusCodes.Status409Conflict, "uniqueness", "Another resource has this name, mail address or external id.");
}
