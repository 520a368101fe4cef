namespace Portal.Hosting.Outbound;

/// <summary>A request was not made, because where it would go is not open to the portal.</summary>
/// <param name="host">What the request asked for.</param>
internal sealed class BlockedAddressException(string host) : HttpRequestException(
    $"{host} has no address that the portal may send requests to: it is private, of this machine or link-local. A private one can be named in Outbound:AllowedPrivate.");
