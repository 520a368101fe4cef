using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit.Delivery;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Proofs;
using Portal.Hosting.Outbound;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;

namespace Portal.Tests.Audit.Delivery;

public sealed class CheckpointBucketTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkpoint_is_put_once_signed_with_its_checksum_and_kept_in_compliance_mode()
    {
        await using var stand = await BucketStandIn.StartAsync();
        using var bucket = Bucket(stand.Settings);

        await bucket.DeliverAsync(Of(9), Cancelled);
        await bucket.DeliverAsync(Of(9), Cancelled);
        await bucket.DeliverAsync(Of(1042), Cancelled);

        Assert.Equal(["checkpoints/00000000000000000009", "checkpoints/00000000000000001042"], stand.Versions.Select(v => v.Key));
        Assert.Equal(Of(9).Note + "\n", Encoding.UTF8.GetString(stand.Versions[0].Content!));
        Assert.All(stand.Versions, v => Assert.Equal(An.Instant.AddDays(30), v.RetainUntil));
    }

    [Fact]
    public async Task Another_checkpoint_of_the_same_size_is_told_and_never_put_over()
    {
        await using var stand = await BucketStandIn.StartAsync();
        using var bucket = Bucket(stand.Settings);
        await bucket.DeliverAsync(Of(9), Cancelled);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => bucket.DeliverAsync(Of(9) with { Note = Of(8).Note }, Cancelled));

        Assert.Contains("another checkpoint of 9 entries", failed.Message, StringComparison.Ordinal);
        Assert.Single(stand.Versions);
    }

    [Theory]
    [InlineData("Audit:CheckpointBucketSecretKey=wrong", "SignatureDoesNotMatch")]
    [InlineData("Audit:CheckpointBucketRegion=us-west-2", "InvalidAccessKeyId")]
    [InlineData("Audit:CheckpointBucket=another-bucket", "NoSuchBucket")]
    public async Task What_the_bucket_refuses_is_told_in_its_words(string setting, string expected)
    {
        await using var stand = await BucketStandIn.StartAsync();
        using var bucket = Bucket([.. stand.Settings, setting]);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => bucket.DeliverAsync(Of(9), Cancelled));

        Assert.Contains(expected, failed.Message, StringComparison.Ordinal);
        Assert.Empty(stand.Versions);
    }

    [Fact]
    public async Task A_bucket_in_the_own_network_is_reached_only_where_that_is_allowed()
    {
        await using var stand = await BucketStandIn.StartAsync();
        using var bucket = Bucket([.. stand.Settings, "Outbound:AllowedPrivate=", $"Audit:CheckpointBucketEndpoint=https://127.0.0.1:{stand.Address.Port}"]);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => bucket.DeliverAsync(Of(9), Cancelled));

        Assert.Contains("Outbound:AllowedPrivate", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_lies_there_is_a_file_of_checkpoints_and_no_version_is_hidden_by_a_later_one()
    {
        await using var stand = await BucketStandIn.StartAsync();
        using var bucket = Bucket(stand.Settings);
        foreach (var size in new[] { 9, 10, 100, 1042, 99999 })
        {
            await bucket.DeliverAsync(Of(size), Cancelled);
        }
        stand.Put("checkpoints/00000000000000000010", Of(11).Note + "\n");
        var file = Path.GetTempFileName();

        await bucket.GatherAsync(file, first: null, Cancelled);

        var sizes = new List<long>();
        await foreach (var checkpoint in CheckpointFile.ReadAsync(file, Cancelled))
        {
            sizes.Add(checkpoint.Checkpoint.Size);
        }
        File.Delete(file);
        Assert.Equal([9, 11, 10, 100, 1042, 99999], sizes);
    }

    [Fact]
    public async Task A_bucket_that_holds_nothing_proves_nothing()
    {
        await using var stand = await BucketStandIn.StartAsync();
        using var bucket = Bucket(stand.Settings);
        var file = Path.GetTempFileName();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => bucket.GatherAsync(file, first: null, Cancelled));

        Assert.Contains("holds no checkpoints", refused.Message, StringComparison.Ordinal);
        stand.Trouble = 403;
        refused = await Assert.ThrowsAsync<InvalidOperationException>(() => bucket.GatherAsync(file, first: null, Cancelled));
        Assert.Contains("cannot be read", refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData("Audit:CheckpointBucket", "Not_A_Bucket")]
    [InlineData("Audit:CheckpointBucketEndpoint", "http://s3.example.org")]
    [InlineData("Audit:CheckpointBucketEndpoint", "s3.example.org")]
    [InlineData("Audit:CheckpointBucketDays", "0")]
    [InlineData("Audit:CheckpointBucketDays", "a year")]
    [InlineData("Audit:CheckpointBucketPathStyle", "maybe")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Bucket(["Audit:CheckpointBucket=a-bucket", $"{key}={value}"]));

        Assert.Contains($"{key} is '{value}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_key_is_refused() =>
        Assert.Contains("belong together", Assert.Throws<InvalidOperationException>(() => Bucket(["Audit:CheckpointBucket=a-bucket", "Audit:CheckpointBucketAccessKey=A"])).Message, StringComparison.Ordinal);

    private static SignedState Of(long size)
    {
        var root = new byte[32];
        BitConverter.TryWriteBytes(root, size);
        var signature = Convert.ToBase64String(new byte[68]);
        return new(
            "tests.example/audit",
            size,
            Convert.ToBase64String(root),
            string.Create(CultureInfo.InvariantCulture, $"tests.example/audit\n{size}\n{Convert.ToBase64String(root)}\n\n\u2014 tests.example/audit {signature}\n"));
    }

    private static CheckpointBucket Bucket(IReadOnlyList<string> settings)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var setting in settings.Select(s => s.Split('=', 2)))
        {
            given[setting[0]] = setting[1];
        }
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(given).Build();
        var guard = OutboundGuard.Create(OutboundSettings.From(configuration));
        return new(BucketSettings.From(configuration, guard)!, guard, new FakeTimeProvider(An.Instant));
    }
}
