using System.Text;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Snapshots;

namespace Portal.Tests.Platforms.Aws.Snapshots;

/// <summary>Reports of what was used, as the command line prints them, with the ARN that they are about.</summary>
public sealed class LastAccessedTests
{
    private const string Role = "arn:aws:iam::111122223333:role/agent";

    [Fact]
    public async Task Services_and_tracked_actions_are_read_with_their_times()
    {
        var items = await ReadAsync($$"""
            {"ServiceLastAccessedDetails":[{"Arn":"{{Role}}","JobStatus":"COMPLETED","JobType":"ACTION_LEVEL","JobCompletionDate":"2026-06-01T10:00:00Z","IsTruncated":false,"ServicesLastAccessed":[
              {"ServiceName":"Amazon S3","LastAuthenticated":"2026-05-20T08:00:00Z","ServiceNamespace":"s3","LastAuthenticatedEntity":"{{Role}}","TotalAuthenticatedEntities":1,
               "TrackedActionsLastAccessed":[{"ActionName":"GetObject","LastAccessedTime":"2026-05-20T08:00:00Z"},{"ActionName":"DeleteBucket"}]},
              {"ServiceName":"Amazon SQS","ServiceNamespace":"sqs","TotalAuthenticatedEntities":0}]}]}
            """);

        var used = new DateTimeOffset(2026, 5, 20, 8, 0, 0, TimeSpan.Zero);
        var reported = new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [
                new SnapshotItem.LastAccessed(Role, "s3", null, used, reported),
                new SnapshotItem.LastAccessed(Role, "s3", "GetObject", used, reported),
                new SnapshotItem.LastAccessed(Role, "s3", "DeleteBucket", null, reported),
                new SnapshotItem.LastAccessed(Role, "sqs", null, null, reported),
            ],
            items.OfType<SnapshotItem.LastAccessed>());
    }

    [Fact]
    public async Task A_report_that_is_not_complete_is_left_out_and_told()
    {
        var items = await ReadAsync($$"""{"ServiceLastAccessedDetails":[{"Arn":"{{Role}}","JobStatus":"IN_PROGRESS","ServicesLastAccessed":[{"ServiceNamespace":"s3"}]}]}""");

        Assert.Empty(items.OfType<SnapshotItem.LastAccessed>());
        Assert.Contains("not complete", Assert.Single(items.OfType<SnapshotItem.Warning>()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_does_not_say_whose_it_is_is_refused()
    {
        var fault = await Assert.ThrowsAsync<SnapshotFormatException>(() => ReadAsync("""{"ServiceLastAccessedDetails":[{"JobStatus":"COMPLETED","ServicesLastAccessed":[]}]}"""));

        Assert.Contains("add the Arn", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<List<SnapshotItem>> ReadAsync(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var items = new List<SnapshotItem>();
        await foreach (var item in new AwsSnapshotReader().ReadAsync([new SnapshotFile("used.json", () => new MemoryStream(bytes), bytes.Length)], TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }
        return items;
    }
}
