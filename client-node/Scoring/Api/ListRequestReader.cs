using System.Globalization;
using System.Text.Json;
using Federated.Tasks.Documents;
using Federated.Tasks.Items;
using Federated.Tasks.Recommend;
using Microsoft.AspNetCore.Http;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>
/// Reads <c>{"customers": [{"id": "…", "items": ["…"]}], "top": 10, "reasons": 3, "include_bought": false, "novelty": 0, "diversity": 0}</c>, items by their ids in the catalogue,
/// the latest last. An id that the catalogue does not have is no fault: partners sell what is not in common. Every fault is named by its place, up to twenty.
/// </summary>
internal sealed class ListRequestReader(IReadOnlyDictionary<string, int> places)
{
    /// <summary>The most items of a customer.</summary>
    public const int MostItems = 5_000;

    private const int MostFaults = 20;
    private static readonly string[] Keys = ["customers", "top", "reasons", "include_bought", "novelty", "diversity"];

    private readonly List<ApiFault> _faults = [];

    /// <exception cref="ApiProblemException">The body is not such a request.</exception>
    public static ListRequest Read(IReadOnlyDictionary<string, int> places, JsonElement body) => new ListRequestReader(places).Read(body);

    private ListRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("customers", out var customers) || customers.ValueKind != JsonValueKind.Array)
            throw Refusal([new ApiFault("", "the body is not an object with an array 'customers'")]);
        if (customers.GetArrayLength() is var count && count is < 1 or > ScoreRequestReader.MostCustomers)
            throw Refusal([new ApiFault("/customers", string.Create(CultureInfo.InvariantCulture, $"there are {count} customers; send 1 to {ScoreRequestReader.MostCustomers}"))]);
        foreach (var property in body.EnumerateObject().Where(property => !Keys.Contains(property.Name)))
            Add($"/{Shown.Of(property.Name)}", $"this is no part of a request; it has {string.Join(", ", Keys)}");
        var standard = new ListWish();
        var wish = new ListWish
        {
            Top = (int)Number(body, "top", 1, ListWish.MostTop, standard.Top, isWhole: true),
            Reasons = (int)Number(body, "reasons", 0, ScoreRequestReader.MostReasons, standard.Reasons, isWhole: true),
            Novelty = Number(body, "novelty", 0, 1, standard.Novelty),
            Diversity = Number(body, "diversity", 0, 1, standard.Diversity),
            IncludeBought = Truth(body, "include_bought"),
        };
        var ids = new List<string?>();
        var items = new List<IReadOnlyList<int>>();
        var unknown = new List<int>();
        foreach (var customer in customers.EnumerateArray())
            ReadCustomer(customer, string.Create(CultureInfo.InvariantCulture, $"/customers/{ids.Count}"), ids, items, unknown);
        return _faults.Count == 0 ? new ListRequest(ids, items, unknown, wish) : throw Refusal(_faults);
    }

    private void ReadCustomer(JsonElement customer, string at, List<string?> ids, List<IReadOnlyList<int>> items, List<int> unknown)
    {
        var known = new List<int>();
        var others = 0;
        string? id = null;
        if (customer.ValueKind != JsonValueKind.Object || !customer.TryGetProperty("items", out var had) || had.ValueKind != JsonValueKind.Array || had.GetArrayLength() > MostItems)
            Add(at, $"a customer is an object with an array 'items' of at most {MostItems.ToString("N0", CultureInfo.InvariantCulture)} ids");
        else
        {
            foreach (var property in customer.EnumerateObject().Where(property => property.Name is not ("id" or "items")))
                Add($"{at}/{Shown.Of(property.Name)}", "a customer has an id and items, and nothing else");
            if (customer.TryGetProperty("id", out var named) && named.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                id = named.ToString();
            foreach (var item in had.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: <= ItemCatalogue.LongestText } text)
                    Add($"{at}/items", "an item is a string, its id in the catalogue");
                else if (places.TryGetValue(text, out var place))
                    known.Add(place);
                else
                    others++;
            }
        }

        ids.Add(id);
        items.Add(known);
        unknown.Add(others);
    }

    private double Number(JsonElement body, string key, double least, double most, double usual, bool isWhole = false)
    {
        if (!body.TryGetProperty(key, out var element))
            return usual;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && number >= least && number <= most && (!isWhole || double.IsInteger(number)))
            return number;
        Add($"/{key}", string.Create(CultureInfo.InvariantCulture, $"this is not a {(isWhole ? "whole " : "")}number from {least} to {most}"));
        return usual;
    }

    private bool Truth(JsonElement body, string key)
    {
        if (!body.TryGetProperty(key, out var element))
            return false;
        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Add($"/{key}", "this is neither true nor false");
        return element.ValueKind == JsonValueKind.True;
    }

    private void Add(string at, string detail)
    {
        if (_faults.Count < MostFaults)
            _faults.Add(new ApiFault(at, detail));
    }

    private static ApiProblemException Refusal(IReadOnlyList<ApiFault> faults) =>
        new(new ApiProblem(StatusCodes.Status422UnprocessableEntity, "FED-API-VALUE", "The request is not one for lists of items.", "Mend the places that are named; GET /openapi.json says what each may hold.", faults));
}
