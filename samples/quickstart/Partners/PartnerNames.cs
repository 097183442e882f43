using System.Text;

namespace Federated.Samples.Quickstart.Partners;

/// <summary>Makes partners' names from the values of a column.</summary>
/// <param name="column">The column; its name stands before values that are mere numbers.</param>
internal sealed class PartnerNames(string column)
{
    private const int Longest = 40;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A name that was not given before.</summary>
    public string For(string value)
    {
        var slug = Slug(value);
        if (slug.Length == 0 || slug.All(character => char.IsAsciiDigit(character) || character == '-'))
            slug = Slug($"{(Slug(column).Length > 0 ? column : "partner")}-{slug}");
        var name = Cut(slug, Longest);
        for (var number = 2; !_taken.Add(name); number++)
            name = $"{Cut(slug, Longest - 4)}-{number}";
        return name;
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
                slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }

    private static string Cut(string slug, int length) => slug.Length <= length ? slug : slug[..length].TrimEnd('-');
}
