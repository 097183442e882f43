using Federated.Tasks.Documents;

namespace Federated.Tasks.Items;

/// <summary>A catalogue as it stands in a job: <c>items: {ids: […], names: […], attributes: [{name: …, values: […]}]}</c>. A person writes <c>items: file.csv</c> instead.</summary>
internal static class ItemCatalogueDocument
{
    public const string Key = "items";

    /// <summary>The catalogue; <see cref="ItemCatalogue.None"/> when none is written, or after a fault.</summary>
    /// <param name="job">The job's section.</param>
    /// <param name="companion">Gives the text of a file that stands beside the job; null where a job has to stand alone.</param>
    public static ItemCatalogue Read(DocumentSection job, Func<string, string>? companion)
    {
        if (!job.Has(Key))
            return ItemCatalogue.None;
        if (job.IsSection(Key))
            return ReadLists(job.Section(Key)!);
        string file = job.RequiredText(Key, ItemCatalogue.LongestText);
        if (file.Length == 0)
            return ItemCatalogue.None;
        if (companion is null)
        {
            job.Fault(Key, "ITEMS", $"items names the file {Shown.Of(file)}, and a job that travels stands alone", "submit the job from its file: fed-coordinator job submit puts the items into it");
            return ItemCatalogue.None;
        }

        (ItemCatalogue catalogue, string? fault) = ItemCatalogueFile.Read(companion(file));
        if (fault is not null)
            job.Fault(Key, "ITEMS", $"{Shown.Of(file)}: {fault}", "mend the file: a heading of id, name and any attributes, then a line for each item");
        return catalogue;
    }

    public static void Write(DocumentWriter writer, ItemCatalogue items)
    {
        writer.Texts("ids", items.Ids);
        writer.Texts("names", items.Names);
        if (items.Attributes.Count == 0)
            return;
        writer.Section("attributes", () =>
        {
            foreach (ItemTrait attribute in items.Attributes)
            {
                writer.Item(() =>
                {
                    writer.Text("name", attribute.Name);
                    // A list of a document has no empty text, so each value has a mark before it.
                    writer.Texts("values", attribute.Values.Select(value => $"={value}"));
                });
            }
        });
    }

    private static ItemCatalogue ReadLists(DocumentSection section)
    {
        IReadOnlyList<string> ids = section.Texts("ids", ItemCatalogue.MostItems, ItemCatalogue.LongestText), names = section.Texts("names", ItemCatalogue.MostItems, ItemCatalogue.LongestText);
        var attributes = new List<ItemTrait>();
        foreach (DocumentSection written in section.Sections("attributes", ItemCatalogue.MostAttributes))
        {
            IReadOnlyList<string> values = written.Texts("values", ItemCatalogue.MostItems, ItemCatalogue.LongestText + 1);
            attributes.Add(new ItemTrait(written.RequiredText("name", ItemRules.LongestAttributeName), [.. values.Select(value => value[0] == '=' ? value[1..] : value)]));
            written.Close();
        }

        section.Close();
        if (ItemRules.FaultOf(ids, names, attributes) is not { } fault)
            return new ItemCatalogue(ids, names, attributes);
        section.Fault("ids", "ITEMS", fault, "write ids and names of equal number, each id once");
        return ItemCatalogue.None;
    }
}
