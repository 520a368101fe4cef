using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Inventory;

/// <summary>The table of words in names, by which identities are searched.</summary>
internal sealed class IdentityWordConfiguration : IEntityTypeConfiguration<IdentityWord>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<IdentityWord> builder)
    {
        builder.ToTable("identity_words");
        builder.HasKey(w => new { w.Word, w.IdentityId });
        builder.Property(w => w.Word).HasMaxLength(SearchText.LongestWord);
        builder.HasIndex(w => w.IdentityId);
    }
}
