using System.Text;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Snapshots;
using Portal.Tests.Support;

namespace Portal.Tests.Platforms.Aws.Snapshots;

/// <summary>Files that are no export: each refusal names the file, the place and the cause.</summary>
public sealed class RefusedExportTests
{
    private readonly AwsSnapshotReader _reader = new();

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \n ", "empty")]
    [InlineData("<html><body>Sign in</body></html>", "not JSON")]
    [InlineData("UserDetailList:\n- Arn: x\n", "not JSON")]
    [InlineData("\"text\"", "a text")]
    [InlineData("42 ", "a number")]
    [InlineData("{}", "empty object")]
    [InlineData("""{"Records":[{"eventName":"AttachRolePolicy"}]}""", "CloudTrail")]
    [InlineData("""{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{}}""", "event")]
    [InlineData("""{"apiVersion":"v1","kind":"List","items":[]}""", "Kubernetes \"List\"")]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v1"}""", "Kubernetes \"ConfigMap\"")]
    [InlineData("""{"bindings":[],"etag":"x"}""", "Google")]
    [InlineData("""{"@odata.context":"x","value":[]}""", "Microsoft Graph")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "single policy document")]
    [InlineData("""{"Roles":[]}""", "list-roles")]
    [InlineData("""{"fruit":"apple","colour":"red"}""", "\"fruit\", \"colour\"")]
    [InlineData("""{"RoleDetailList":[{"RoleName":"x"}]}""", "no readable Arn")]
    [InlineData("""{"RoleDetailList":["x"]}""", "should be an object")]
    [InlineData("""{"RoleDetailList":[{"Arn":"arn:aws:iam::1:role/x","Tags":7}]}""", "Tags should be a list")]
    [InlineData("""{"RoleDetailList":[{"Arn":"arn:aws:iam::1:role/x","RoleName":"\ud800"}]}""", "UTF-8")]
    public async Task What_is_no_export_is_refused_with_what_it_is(string text, string cause)
    {
        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(ExportFiles.Of("upload.json", text)));

        Assert.Equal("upload.json", refusal.File);
        Assert.Contains(cause, refusal.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_file_is_refused_wherever_it_was_cut()
    {
        var whole = Encoding.UTF8.GetBytes(ExportFiles.Text("page-1.json").TrimEnd());

        for (var length = 1; length < whole.Length; length++)
        {
            var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(ExportFiles.Of("cut.json", whole[..length])));

            Assert.Contains("cut off", refusal.Cause, StringComparison.Ordinal);
            Assert.Contains("line", refusal.Place, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Broken_JSON_is_refused_with_line_and_byte()
    {
        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(
            ExportFiles.Of("broken.json", "{\"RoleDetailList\": [\n  {\"Arn\": \"arn:aws:iam::1:role/a\"},\n  {\"Arn\": oops}\n]}")));

        Assert.StartsWith("line 3, byte 11", refusal.Place, StringComparison.Ordinal);
        Assert.Contains("RoleDetailList[0]", refusal.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"RoleDetailList\":[")]
    [InlineData("{\"RoleDetailList\":[{\"Tags\":")]
    [InlineData("")]
    public async Task Five_thousand_levels_are_refused(string before)
    {
        var deep = before + new string('[', 5_000) + new string(']', 5_000);

        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(ExportFiles.Of("deep.json", deep)));

        Assert.Contains("deeper than 64", refusal.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_without_end_is_refused_and_not_kept()
    {
        var endless = new SnapshotFile("endless.json", () => new EndlessStream("{\"RoleDetailList\":[{\"RoleName\":\""u8.ToArray()), Length: null);

        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(endless));

        Assert.Contains("16 MB", refusal.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_after_the_export_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(
            ExportFiles.Of("log.json", ExportFiles.Text("page-2.json") + "\nDone in 3 s")));

        Assert.NotNull(refusal.Place);
    }

    private sealed class EndlessStream(byte[] beginning) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++)
            {
                buffer[offset + i] = _position < beginning.Length ? beginning[_position++] : (byte)'x';
            }
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
