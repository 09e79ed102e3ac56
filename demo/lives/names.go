package lives

import "strings"

// nameSet is a group of names that go together; London has many such groups, and so has every street in it.
type nameSet struct {
	female, male, family []string
}

var nameSets = []nameSet{
	{split("Abigail Alice Beatrice Charlotte Daisy Edith Eleanor Florence Grace Harriet Ivy Joan Margaret Nora Olive Phoebe Rosie Sylvia"),
		split("Albert Arthur Barnaby Charlie Derek Edward Frank Freddie George Harold Jack Leonard Oliver Ralph Stanley Thomas Wilfred"),
		split("Ashdown Barlow Bramley Carter Dunstan Ellery Fairweather Goddard Hartnell Kingsley Langdon Marlow Nightingale Palmer Redfern Thackeray Whitlock")},
	{split("Adaeze Amara Blessing Chinwe Efua Folake Grace Ifeoma Kemi Ngozi Temitope Yetunde"),
		split("Adewale Chukwudi Emeka Femi Kofi Kwame Obinna Olumide Segun Tunde Uche"),
		split("Abiola Adeyemi Afolabi Asante Balogun Boateng Chukwu Danso Eze Mensah Nwosu Oyelaran")},
	{split("Aaliyah Anjali Deepa Farzana Kavita Meera Nasreen Priya Rukhsana Shabnam Sunita Tahmina"),
		split("Abdul Arjun Faisal Harpreet Imran Jatin Kamal Mohammed Nikhil Rajesh Shahid Tariq"),
		split("Ahmed Begum Chaudhury Desai Gill Hussain Iqbal Khatun Miah Patel Rahman Sharma Uddin")},
	{split("Agnieszka Elena Ewa Ioana Katarzyna Magdalena Oksana Simona Zofia"),
		split("Andrei Bogdan Dmytro Jakub Marek Mihai Pawel Stefan Tomasz"),
		split("Dabrowski Ionescu Kowalczyk Lewandowska Mazur Popescu Radu Shevchenko Wojcik Zielinska")},
	{split("Aylin Defne Elif Hatice Leyla Nermin Selin Zeynep"), split("Ahmet Cem Emre Hakan Mehmet Orhan Yusuf"),
		split("Arslan Aydin Demir Kaya Ozturk Polat Yildiz")},
	{split("Althea Beverley Claudette Dionne Jacinth Marcia Shanice Yvonne"), split("Clive Delroy Errol Leroy Marlon Neville Winston"),
		split("Bailey Campbell Gayle Hinds Lindo McKenzie Pinnock Reid Samuels")},
	{split("Caoimhe Deirdre Maeve Niamh Orla Sinead"), split("Ciaran Declan Eoin Liam Padraig Seamus"),
		split("Brennan Donnelly Fitzgerald Gallagher Keane O'Connor Rafferty")},
	{split("Ana Beatriz Carla Isabel Lucia Marisol Valentina"), split("Bruno Carlos Diego Joao Mateo Rui Santiago"),
		split("Almeida Castro Ferreira Gomes Marquez Pereira Restrepo Vargas")},
	{split("Hui Jing Linh Mei Siu Thuy Xin Yan"), split("Bao Chen Duc Hao Kai Minh Wei"), split("Chan Dang Ho Leung Pham Tran Wong Zhang")},
	{split("Amina Fadumo Hodan Khadija Nasra Selam Tsion"), split("Abdi Dawit Hassan Ismail Mahad Yonas"),
		split("Abdullahi Bekele Farah Gebre Jama Mohamud Tesfaye Warsame")},
}

func split(s string) []string { return strings.Fields(s) }

// staffName names the n-th member of staff, of whom there are not so many that a name would come twice at one place.
func staffName(n int, role string) string {
	set := nameSets[n%len(nameSets)]
	first := set.female
	if n%3 == 1 {
		first = set.male
	}
	name := first[n/len(nameSets)*5%len(first)] + " " + set.family[(n*3+1)%len(set.family)]
	if strings.Contains(role, "nurse") || strings.Contains(role, "worker") || strings.Contains(role, "therapist") ||
		strings.Contains(role, "pharmacist") || strings.Contains(role, "Paramedic") || strings.Contains(role, "practitioner") && !strings.HasPrefix(role, "General") {
		return name
	}
	return "Dr " + name
}
