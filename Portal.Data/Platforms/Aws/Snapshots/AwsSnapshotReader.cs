using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Reads what the AWS command line prints, each output in a file of its own, several after each other, lists of pages, or several in one
/// object. A file is recognized by its members, never by its name:
/// <list type="bullet">
/// <item><c>aws iam get-account-authorization-details</c>: <c>UserDetailList</c>, <c>GroupDetailList</c>, <c>RoleDetailList</c>,
/// <c>Policies</c>, of any number of accounts. Policy documents are objects or URL-encoded texts.</item>
/// <item>The organization: <c>Organization</c>, <c>Roots</c>, <c>OrganizationalUnits</c>, <c>Accounts</c>, <c>Parents</c>,
/// <c>Policies</c>, <c>Policy</c>, <c>Targets</c>; see <see cref="OrganizationExport"/> for what must be added to them.</item>
/// <item>Resource policies: <c>{ "ResourcePolicies": [ { "ResourceArn", "AccountId", "Policy" } ] }</c>, where <c>Policy</c> is an
/// object or the text that AWS returns.</item>
/// <item>What was used: <c>{ "ServiceLastAccessedDetails": [ { "Arn", … } ] }</c>, the output of
/// <c>aws iam get-service-last-accessed-details</c> with the ARN that the job was started for; see <see cref="LastAccessedEntry"/>.</item>
/// <item>A bundle: an object with any of those members, or with whole outputs under <c>AccountAuthorizationDetails</c> and
/// <c>Organizations</c>.</item>
/// </list>
/// Files are read twice, first for policies, groups and the organization, then for roles and users, because an export may name what it
/// describes only later, or in its next page.
/// </summary>
internal sealed class AwsSnapshotReader : ISnapshotReader
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotItem> ReadAsync(
        IReadOnlyList<SnapshotFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var outbox = new SnapshotOutbox();
        var survey = new ExportSurvey(outbox);
        foreach (var file in files)
        {
            using var scanner = new ExportScanner(Utf8Stream.Over(file), file.Name);
            while (await MoveAsync(scanner, survey.Read, outbox, cancellationToken))
            {
                while (outbox.TryTake(out var item))
                {
                    yield return item;
                }
            }
        }
        outbox.StandAt(null);
        survey.Finish();
        while (outbox.TryTakeRest(out var item))
        {
            yield return item;
        }

        var census = new PrincipalCensus(survey, outbox);
        foreach (var file in files.Where(survey.IsAccountExport))
        {
            using var scanner = new ExportScanner(Utf8Stream.Over(file), file.Name);
            while (await MoveAsync(scanner, census.Read, outbox, cancellationToken))
            {
                while (outbox.TryTake(out var item))
                {
                    yield return item;
                }
            }
        }
        outbox.StandAt(null);
        census.Finish();
        while (outbox.TryTakeRest(out var item))
        {
            yield return item;
        }
    }

    private static async ValueTask<bool> MoveAsync(
        ExportScanner scanner, Action<ExportScanner> read, SnapshotOutbox outbox, CancellationToken cancellationToken)
    {
        if (!await scanner.MoveAsync(cancellationToken))
        {
            return false;
        }
        outbox.StandAt(scanner);
        try
        {
            read(scanner);
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw scanner.Fault(broken.Message, broken);
        }
        return true;
    }
}
