using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Notices.Digests;

/// <summary>The table of how far people were mailed.</summary>
internal sealed class NoticeDigestConfiguration : IEntityTypeConfiguration<NoticeDigest>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<NoticeDigest> builder)
    {
        builder.ToTable("notice_digests");
        builder.HasKey(d => new { d.PersonId, d.Rhythm });
    }
}
