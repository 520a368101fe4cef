using System.Xml;
using System.Xml.Linq;

namespace Portal.Data.Platforms.Aws.Revocations;

/// <summary>Calls of IAM, and what their answers mean.</summary>
/// <param name="query">Sends them.</param>
internal sealed class IamCalls(ISignedCalls query)
{
    private const string Version = "2010-05-08";

    /// <summary>Calls one.</summary>
    /// <exception cref="PlatformCallException">It failed.</exception>
    public async Task<XElement> CallAsync(string action, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> parameters)
    {
        var (status, text) = await query.SendAsync(
            "iam",
            [new("Action", action), new("Version", Version), .. parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))],
            cancellationToken);
        var answer = Read(text);
        return status is >= 200 and < 300 && answer is not null
            ? answer
            : throw Failure(action, status, answer);
    }

    /// <summary>Calls one that may say that the thing is not there; null then.</summary>
    public async Task<XElement?> FindAsync(string action, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> parameters)
    {
        try
        {
            return await CallAsync(action, cancellationToken, parameters);
        }
        catch (PlatformCallException missing) when (missing.Failure == PlatformCallFailure.NotThere)
        {
            return null;
        }
    }

    /// <summary>All members of a list, page by page.</summary>
    public async Task<IReadOnlyList<XElement>> ListAsync(
        string action, string list, CancellationToken cancellationToken, params IReadOnlyList<(string Name, string Value)> parameters)
    {
        var members = new List<XElement>();
        string? marker = null;
        do
        {
            IEnumerable<(string, string)> more = marker is null ? parameters : [.. parameters, ("Marker", marker)];
            var page = await CallAsync(action, cancellationToken, more);
            members.AddRange(All(page, list).FirstOrDefault()?.Elements() ?? []);
            marker = Text(page, "IsTruncated") == "true" ? Text(page, "Marker") : null;
        }
        while (marker is not null);
        return members;
    }

    /// <summary>The text of the first element of this name, or null.</summary>
    public static string? Text(XElement answer, string name) => All(answer, name).FirstOrDefault()?.Value;

    private static IEnumerable<XElement> All(XElement answer, string name) => answer.Descendants().Where(e => e.Name.LocalName == name);

    private static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static PlatformCallException Failure(string action, int status, XElement? answer)
    {
        var code = answer is null ? null : Text(answer, "Code");
        var failure = (status, code) switch
        {
            (_, "NoSuchEntity") => PlatformCallFailure.NotThere,
            (_, "Throttling" or "ThrottlingException" or "TooManyRequestsException" or "RequestLimitExceeded" or "ServiceFailure" or "ServiceUnavailable"
                or "EntityTemporarilyUnmodifiable" or "ConcurrentModification" or "RequestTimeout" or "RequestExpired") => PlatformCallFailure.Busy,
            ( >= 500 or 429, _) => PlatformCallFailure.Busy,
            // An answer that is none: something stands between.
            (_, null) => PlatformCallFailure.Busy,
            _ => PlatformCallFailure.Refused,
        };
        var said = answer is null ? null : Text(answer, "Message");
        return new(failure, $"{action} was answered with {status}{(code is null ? string.Empty : $" {code}")}{(said is null ? "." : $": {said}")}");
    }
}
